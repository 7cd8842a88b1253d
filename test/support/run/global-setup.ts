import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { z } from 'zod';
import { askKeeper, KEEPER_VARIABLE } from './ask-keeper';
import { whatTestsNeed } from './what-tests-need';

/** The part of jest's configuration that this file uses. */
interface JestConfig {
  readonly rootDir: string;
  readonly testPathPatterns: {
    toExecutor(options: { readonly rootDir: string }): { isMatch(file: string): boolean };
  };
}

/** Starts the keeper of the shared servers, and finds the programs that the selected tests need. */
export default async function globalSetup({ testPathPatterns, rootDir }: JestConfig): Promise<void> {
  const selected = testPathPatterns.toExecutor({ rootDir });
  const { keeper, programs } = whatTestsNeed((file) => selected.isMatch(file));
  if (!keeper) return;
  globalThis.keeperOfTestServers = await startKeeper();
  await Promise.all(programs.map((name) => askKeeper(name, z.unknown())));
}

async function startKeeper(): Promise<ChildProcess> {
  const keeper = fork(path.join(__dirname, 'keeper.ts'), {
    execArgv: ['-r', path.join(__dirname, 'load-typescript.js')],
    // A separate process group: Ctrl-C must not end the keeper before it has stopped its servers.
    detached: true,
  });
  const failed = once(keeper, 'exit').then(([code]) => {
    throw new Error(`The keeper of the test servers ended at its start (exit code ${code}).`);
  });
  const [url]: unknown[] = await Promise.race([once(keeper, 'message'), failed]);
  failed.catch(() => undefined);
  process.env[KEEPER_VARIABLE] = String(url);
  // The process and its channel must not keep jest alive.
  keeper.unref();
  keeper.channel?.unref();
  return keeper;
}

declare global {
  var keeperOfTestServers: ChildProcess | undefined;
}
