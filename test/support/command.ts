import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { requireFreshBuild } from './fresh-build';

const ROOT = path.resolve(__dirname, '../..');
const MAIN = path.join(ROOT, 'dist/cli/main.js');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningCommand {
  readonly process: ChildProcess;
  /** The rest of the first stdout line with this beginning. Fails if the command ends first. */
  line(start: string): Promise<string>;
  readonly ended: Promise<Ended>;
}

/** Starts the built command line like a user, with the servers of the tests. */
export function startCommand(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): RunningCommand {
  requireFreshBuild();
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      LOOPWATCH_CACHE: path.join(ROOT, 'node_modules/.cache/loopwatch'),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const ended = once(child, 'close').then(([code]): Ended => ({ code, stdout, stderr }));
  return {
    process: child,
    ended,
    async line(start) {
      for (;;) {
        const found = stdout.split('\n').find((line) => line.trimStart().startsWith(start));
        if (found !== undefined) return found.trimStart().slice(start.length).trim();
        const isOver = await Promise.race([once(child.stdout, 'data').then(() => null), ended]);
        if (isOver) throw new Error(`It ended without a line "${start}":\n${isOver.stdout}${isOver.stderr}`);
      }
    },
  };
}

export function runCommand(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ended> {
  return startCommand(args, env).ended;
}

/** Waits until new output on stderr contains the word. Fails if the command ends first. */
export async function untilSaid(command: RunningCommand, word: string): Promise<void> {
  const { stderr } = command.process;
  if (!stderr) throw new Error('It has no standard error stream.');
  let said = '';
  while (!said.includes(word)) {
    const chunk = await Promise.race([once(stderr, 'data').then(([data]) => String(data)), command.ended]);
    if (typeof chunk !== 'string') throw new Error(`It ended without saying "${word}":\n${chunk.stderr}`);
    said += chunk;
  }
}
