import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { freePorts } from './free-ports';

const READY = 'Page ';

export interface BuiltService {
  readonly url: string;
  readonly process: ChildProcess;
  stop(): Promise<void>;
}

/** Starts the built product in its own processes and state folder, and ingests a source. */
export async function startBuiltService(
  sourceDir: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<BuiltService> {
  const stateDir = await mkdtemp(path.join(os.tmpdir(), 'loopwatch-built-'));
  const [port, temporalPort, uiPort] = (await freePorts(3)).map(String);
  const child = spawn(process.execPath, [path.resolve('dist/cli/main.js'), 'start'], {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      LOOPWATCH_CACHE: path.resolve('node_modules/.cache/loopwatch'),
      LOOPWATCH_DATA: path.join(stateDir, 'data'),
      LOOPWATCH_SOURCE: sourceDir,
      LOOPWATCH_LOG_LEVEL: 'error',
      LOOPWATCH_PORT: port,
      LOOPWATCH_TEMPORAL_PORT: temporalPort,
      LOOPWATCH_TEMPORAL_UI_PORT: uiPort,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const stop = async () => {
    child.kill('SIGINT');
    await exited;
    await rm(stateDir, { recursive: true, force: true });
  };
  for await (const line of createInterface(child.stdout)) {
    if (line.trimStart().startsWith(READY)) {
      child.stdout.resume();
      return { url: `http://127.0.0.1:${port}`, process: child, stop };
    }
  }
  await stop();
  throw new Error('The service ended before it was ready.');
}
