import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '../..');
const MAIN = path.join(ROOT, 'dist/cli/main.js');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningCommand {
  readonly process: ChildProcess;
  /** The rest of the first line of the standard output that starts so. Fails where the command ends before. */
  line(start: string): Promise<string>;
  readonly ended: Promise<Ended>;
}

/** Starts the built command line as its user would, with the servers that the tests have found. */
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

/** `npm test` builds first; `npx jest` alone does not. */
export function requireFreshBuild(): void {
  const built = existsSync(MAIN) ? statSync(MAIN).mtimeMs : 0;
  const sources = readdirSync(path.join(ROOT, 'src'), { recursive: true, encoding: 'utf8' });
  const newest = sources.filter((file) => file.endsWith('.ts')).map((file) => path.join(ROOT, 'src', file));
  if (newest.some((file) => statSync(file).mtimeMs > built))
    throw new Error('These tests run the built command line, which is older than src: run "npm run build".');
}

export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  const ports = await Promise.all(
    servers.map(async (server) => {
      if (!server.listening) await once(server, 'listening');
      const address = server.address();
      return typeof address === 'object' ? (address?.port ?? 0) : 0;
    }),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/** Until the standard error stream has said a word, from now on. Fails where the command ends before. */
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
