import { execFile } from 'node:child_process';
import { readdir, readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { describeError, LoopwatchError } from '../../contract/errors';

const TERM_MILLIS = 10_000;
const KILL_MILLIS = 5_000;
const LOOK_MILLIS = 50;
const DATABASE_FLAG = '--db-filename';
const PROC = '/proc';

/** Where the embedded server of a data folder keeps its state. */
export function databaseIn(dataDir: string): string {
  return path.join(dataDir, 'temporal.db');
}

/**
 * Stops the servers over this database. For the holder of the data folder's lock: a server that runs all the same
 * outlived its Loopwatch. Its command line tells it from all other processes, whatever its process id was noted as.
 * @returns how many there were @throws LoopwatchError SETUP where one cannot be stopped
 */
export async function stopOrphans(database: string, log: (line: string) => void): Promise<number> {
  const found = await findServersOver(database);
  if (found.length === 0) return 0;
  log('Stopping the Temporal server that a crash left running.');
  if (await areEnded(database, 'SIGTERM', TERM_MILLIS)) return found.length;
  if (await areEnded(database, 'SIGKILL', KILL_MILLIS)) return found.length;
  throw cannotStop(found, 'it does not end');
}

/** The process ids of Temporal servers over this database. Where the system tells of no processes: none. */
export async function findServersOver(database: string, list = listCommands): Promise<readonly number[]> {
  const wanted = await realPath(database);
  const commands = await list();
  const pids: number[] = [];
  for (const { pid, databases } of commands) {
    const real = await Promise.all(databases.map(realPath));
    if (real.includes(wanted)) pids.push(pid);
  }
  return pids;
}

async function areEnded(database: string, signal: NodeJS.Signals, limitMillis: number): Promise<boolean> {
  const deadline = performance.now() + limitMillis;
  const told = new Set<number>();
  for (;;) {
    const pids = await findServersOver(database);
    if (pids.length === 0) return true;
    if (performance.now() > deadline) return false;
    for (const pid of pids) if (!told.has(pid)) tell(pid, signal);
    for (const pid of pids) told.add(pid);
    await wait(LOOK_MILLIS);
  }
}

function tell(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    const isGone = error instanceof Error && 'code' in error && error.code === 'ESRCH';
    if (!isGone) throw cannotStop([pid], describeError(error));
  }
}

function cannotStop(pids: readonly number[], why: string): LoopwatchError {
  const named = pids.join(' ');
  return new LoopwatchError(
    'SETUP',
    `The Temporal server that a crash left running (process ${named}) cannot be stopped: ${why}`,
    `End it with "kill -9 ${named}", as the user that started it or as root, and start again.`,
  );
}

interface Command {
  readonly pid: number;
  /** The databases of Temporal that it names: at most one. */
  readonly databases: readonly string[];
}

async function listCommands(): Promise<readonly Command[]> {
  return (await commandsOfProc()) ?? (await commandsOfPs());
}

/** Linux. null: this system has no such folder. */
async function commandsOfProc(): Promise<readonly Command[] | null> {
  const pids = (await readdir(PROC).catch(() => [])).filter((name) => /^\d+$/.test(name));
  if (pids.length === 0) return null;
  return Promise.all(
    pids.map(async (pid) => {
      // A process may end in between. That of a process which has ended and is not yet forgotten is empty.
      const text = await readFile(path.join(PROC, pid, 'cmdline'), 'utf8').catch(() => '');
      const words = text.split('\0');
      const at = words.indexOf('start-dev') < 0 ? -1 : words.indexOf(DATABASE_FLAG);
      return { pid: Number(pid), databases: at < 0 ? [] : words.slice(at + 1, at + 2) };
    }),
  );
}

/** Other systems, whose `ps` does not tell where a word ends. */
export async function commandsOfPs(): Promise<readonly Command[]> {
  const args = ['-axww', '-o', 'pid=', '-o', 'command='];
  const { stdout } = await promisify(execFile)('ps', args).catch(() => ({ stdout: '' }));
  return stdout.split('\n').flatMap((line) => {
    const [, pid, database] = /^\s*(\d+) .* start-dev .*--db-filename (.*) --namespace /.exec(line) ?? [];
    return pid && database ? [{ pid: Number(pid), databases: [database] }] : [];
  });
}

/** Two names of one folder are one database. */
async function realPath(file: string): Promise<string> {
  const folder = await realpath(path.dirname(file)).catch(() => path.dirname(file));
  return path.join(folder, path.basename(file));
}
