import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import { LoopwatchError } from '../contract/errors';

const LOOPBACK_HOSTS = ['127.0.0.1', 'localhost', '::1'];
/** A download that takes longer than this after the stop is cut off. */
const CLOSE_LIMIT_MS = 10_000;

export interface ApiServer {
  readonly url: string;
  /** Lets what is under way finish, for a bounded time. */
  close(): Promise<void>;
}

interface ListenOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
}

/** @throws LoopwatchError SETUP where the host is not this machine's own, or the port cannot be had. */
export async function listen(app: Express, { host, port }: ListenOptions): Promise<ApiServer> {
  if (!LOOPBACK_HOSTS.includes(host)) throw notLoopback(host);
  const server = createServer(app);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(cannotListen(error, port)));
    server.listen(port, host, resolve);
  });
  const name = host.includes(':') ? `[${host}]` : host;
  return { url: `http://${name}:${portOf(server.address()) ?? port}`, close: () => close(server) };
}

function close(server: Server): Promise<void> {
  const cutOff = setTimeout(() => server.closeAllConnections(), CLOSE_LIMIT_MS);
  return new Promise((resolve, reject) => {
    server.close((error) => {
      clearTimeout(cutOff);
      if (error) reject(error);
      else resolve();
    });
  });
}

function portOf(address: AddressInfo | string | null): number | null {
  return typeof address === 'object' ? (address?.port ?? null) : null;
}

function notLoopback(host: string): LoopwatchError {
  return new LoopwatchError(
    'SETUP',
    `Loopwatch cannot serve on ${host}: it has no access control yet, so it serves this machine alone`,
    `Use ${LOOPBACK_HOSTS.join(', ')} for --host or LOOPWATCH_HOST.`,
  );
}

function cannotListen(error: NodeJS.ErrnoException, port: number): LoopwatchError {
  const reason =
    error.code === 'EADDRINUSE'
      ? `Port ${port} is in use`
      : `Port ${port} cannot be opened (${error.message})`;
  return new LoopwatchError('SETUP', reason, 'Choose another with --port or LOOPWATCH_PORT.', {
    cause: error,
  });
}
