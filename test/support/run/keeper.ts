/**
 * A separate process with the servers that all test files of a run share. It starts each on first request.
 * It ends with the run: its IPC channel to jest closes however jest ends, even by Ctrl-C or a crash.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startPostgres } from '../postgres';
import { findChromium } from '../programs/find-chromium';
import { findS3Server } from '../programs/find-s3-server';
import { buildIfStale } from './build-if-stale';
import { serverProgram, startDevServer } from './dev-server';
import { keptBundle } from './kept-bundle';

interface Kept {
  /** Sent to the tests as JSON. */
  readonly answer: unknown;
  stop?(): Promise<void>;
}

const STARTERS: Readonly<Record<string, () => Promise<Kept>>> = {
  build: async () => ({ answer: await buildIfStale() }),
  bundle: async () => ({ answer: { codePath: await keptBundle() } }),
  temporal: keepTemporal,
  postgres: keepPostgres,
  chromium: async () => ({ answer: await findChromium() }),
  's3-server': async () => ({ answer: await findS3Server() }),
  'dev-server': async () => ({ answer: await serverProgram('dev-server') }),
  'test-server': async () => ({ answer: await serverProgram('test-server') }),
};

async function keepTemporal(): Promise<Kept> {
  const { address, stop } = await startDevServer();
  return { answer: address, stop };
}

async function keepPostgres(): Promise<Kept> {
  const { port, stop } = await startPostgres();
  return { answer: port, stop };
}

const started = new Map<string, Promise<Kept>>();

function keep(name: string): Promise<Kept> {
  const start = STARTERS[name];
  if (!start) return Promise.reject(new Error(`The keeper of the test servers has no "${name}".`));
  const kept = started.get(name) ?? start();
  started.set(name, kept);
  return kept;
}

const server = createServer((req, res) => {
  keep(req.url?.slice(1) ?? '').then(
    ({ answer }) => res.end(JSON.stringify(answer)),
    (error: unknown) => res.writeHead(500).end(error instanceof Error ? error.message : String(error)),
  );
});

async function stop(): Promise<void> {
  await Promise.allSettled([...started.values()].map(async (kept) => (await kept).stop?.()));
  process.exit();
}

process.once('disconnect', () => void stop());
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.send?.(`http://127.0.0.1:${port}`);
});
