import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import { LoopwatchError } from '../../contract/errors';
import { hostInUrl } from '../../domain/text/host-in-url';

/** A download that runs longer than this after the stop is cut off. */
const CLOSE_LIMIT_MS = 10_000;

/** A caller that sends slowly, or nothing, must not hold what others need. */
const BOUNDS = {
  headersTimeout: 15_000,
  requestTimeout: 60_000,
  connectionsCheckingInterval: 5_000,
} as const;
const MAX_CONNECTIONS = 5_000;

export interface ApiServer {
  readonly url: string;
  /** Waits for running requests, for a limited time. */
  close(): Promise<void>;
}

interface ListenOptions {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
}

/** @throws LoopwatchError SETUP where the port cannot be opened */
export async function listen(app: Express, { host, port }: ListenOptions): Promise<ApiServer> {
  const server = createServer(BOUNDS, app);
  server.maxConnections = MAX_CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(cannotListen(error, port)));
    server.listen(port, host, resolve);
  });
  return { url: `http://${hostInUrl(host)}:${portOf(server.address()) ?? port}`, close: () => close(server) };
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

function cannotListen(error: NodeJS.ErrnoException, port: number): LoopwatchError {
  const reason =
    error.code === 'EADDRINUSE'
      ? `Port ${port} is in use`
      : `Port ${port} cannot be opened (${error.message})`;
  return new LoopwatchError('SETUP', reason, 'Choose another with --port or LOOPWATCH_PORT.', {
    cause: error,
  });
}
