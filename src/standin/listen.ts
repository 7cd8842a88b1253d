import { createServer, type Server } from 'node:http';
import type { Express } from 'express';
import { LoopwatchError } from '../contract/errors';

const LOOPBACK = '127.0.0.1';

export interface ListeningStandin {
  /** Such as `http://127.0.0.1:40123/`: the `rootUrl` for Google's client library. */
  readonly url: string;
  /** Also closes open connections. */
  close(): Promise<void>;
}

/**
 * Serves on loopback only.
 * @param port 0: any free port.
 * @throws LoopwatchError SETUP when the port is not available.
 */
export async function listenOnLoopback(app: Express, port = 0): Promise<ListeningStandin> {
  const server = createServer(app);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(cannotListen(error, port)));
    server.listen(port, LOOPBACK, resolve);
  });
  const address = server.address();
  const bound = typeof address === 'object' && address ? address.port : port;
  return { url: `http://${LOOPBACK}:${bound}/`, close: () => close(server) };
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
}

function cannotListen(error: Error, port: number): LoopwatchError {
  return new LoopwatchError(
    'SETUP',
    `The stand-in for Google cannot open port ${port} (${error.message})`,
    'Choose another port.',
    { cause: error },
  );
}
