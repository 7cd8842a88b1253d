import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { LoopwatchError } from '../contract/errors';
import { acquireSqliteLock, isSqliteLocked, type SqliteLock } from './sql/sqlite/sqlite-lock';
import { makeFolder } from './synced-folder';

export const LOCK_FILE = 'loopwatch.lock';
/** Names the holder, for people and for older releases. It locks nothing: a process id may be used again. */
export const HOLDER_FILE = 'loopwatch.pid';

/** Longer than a look at the lock by `loopwatch doctor`. */
const WAIT_MILLIS = 1_000;
const OTHER_FOLDER = 'choose another with --data-dir or LOOPWATCH_DATA.';

export interface FolderLock {
  release(): Promise<void>;
}

/**
 * Locks a data folder against a second Loopwatch. The end of this process releases it, however it ends.
 * @throws LoopwatchError SETUP where another Loopwatch uses the folder, or it cannot be written.
 */
export async function lockDataFolder(dataDir: string): Promise<FolderLock> {
  const lock = await tryLock(dataDir);
  if (!lock) {
    const holder = await readHolder(dataDir);
    throw new LoopwatchError(
      'SETUP',
      `The data folder ${dataDir} is in use by another Loopwatch${holder === null ? '' : ` (process ${holder})`}`,
      `Stop that one, or ${OTHER_FOLDER}`,
    );
  }
  const holderFile = path.join(dataDir, HOLDER_FILE);
  try {
    await writeFile(holderFile, String(process.pid));
  } catch (error) {
    lock.release();
    throw unusable(`The data folder ${dataDir} cannot be written`, error);
  }
  return {
    async release() {
      await rm(holderFile, { force: true });
      // The file stays: another process may be waiting for its lock.
      lock.release();
    },
  };
}

/** The process that holds the lock of the folder now; null: none does. Creates nothing, and waits for nothing. */
export async function findHolder(dataDir: string): Promise<number | null> {
  return isSqliteLocked(path.join(dataDir, LOCK_FILE)) ? readHolder(dataDir) : null;
}

/** Whether a Loopwatch uses the folder now. */
export function isFolderInUse(dataDir: string): boolean {
  return isSqliteLocked(path.join(dataDir, LOCK_FILE));
}

async function tryLock(dataDir: string): Promise<SqliteLock | null> {
  try {
    await makeFolder(dataDir);
  } catch (error) {
    throw unusable(`The data folder ${dataDir} cannot be created`, error);
  }
  try {
    return await acquireSqliteLock(path.join(dataDir, LOCK_FILE), WAIT_MILLIS);
  } catch (error) {
    throw unusable(`The data folder ${dataDir} cannot be written, or its ${LOCK_FILE} is no lock`, error);
  }
}

function unusable(what: string, cause: unknown): LoopwatchError {
  const remedy = `Give Loopwatch the right to write there, or ${OTHER_FOLDER}`;
  return new LoopwatchError('SETUP', what, remedy, { cause });
}

async function readHolder(dataDir: string): Promise<number | null> {
  const text = await readFile(path.join(dataDir, HOLDER_FILE), 'utf8').catch(() => '');
  return /^\d+$/.test(text) ? Number(text) : null;
}
