import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startEmbeddedServer } from '../../../src/temporal/server/embedded-server';
import { findTemporalBinary } from '../../../src/temporal/server/server-binary';
import type { ServerKind } from '../../../src/temporal/server/tested-programs';

const CACHE_DIR = path.resolve(__dirname, '../../../node_modules/.cache/loopwatch');

/** Finds a server program like the product, and keeps it in node_modules for the next run. */
export async function serverProgram(kind: ServerKind): Promise<string> {
  const found = await findTemporalBinary({
    kind,
    cacheDir: CACHE_DIR,
    pathVariable: process.env.PATH ?? '',
    log: (line) => console.error(line),
  });
  return found.path;
}

interface DevServer {
  readonly address: string;
  stop(): Promise<void>;
}

/** Starts the development server like the product. */
export async function startDevServer(): Promise<DevServer> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'loopwatch-temporal-'));
  const binaryPath = await serverProgram('dev-server');
  const places = { binaryPath, dataDir, port: null, uiPort: null, namespace: 'default' };
  const server = await startEmbeddedServer({ ...places, log: () => undefined });
  return {
    address: server.address,
    async stop() {
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
