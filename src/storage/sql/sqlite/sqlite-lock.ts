import { setTimeout as wait } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { LoopwatchError } from '../../../contract/errors';
import { sqliteCodeOf } from './sqlite-errors';

const WAIT_MILLIS = 30_000;
const RETRY_MILLIS = 20;

export interface SqliteLock {
  release(): void;
}

/**
 * Waits for the lock that this file keeps, across processes and within this one. Under it one process at a time switches
 * a new catalogue to its write-ahead log and makes the tables: SQLite fails when two do. A process that dies releases it.
 * @throws LoopwatchError UNAVAILABLE when another holder keeps the lock for 30 seconds.
 */
export async function acquireSqliteLock(file: string): Promise<SqliteLock> {
  const lock = new Database(file, { timeout: 0 });
  const deadline = performance.now() + WAIT_MILLIS;
  while (!tryLock(lock)) {
    if (performance.now() > deadline) {
      lock.close();
      throw new LoopwatchError(
        'UNAVAILABLE',
        `Another process has been opening the catalogue beside ${file} for ${WAIT_MILLIS / 1_000} s`,
        'Check whether that process hangs, and end it.',
      );
    }
    await wait(RETRY_MILLIS);
  }
  return { release: () => lock.close() };
}

function tryLock(lock: Database.Database): boolean {
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return true;
  } catch (error) {
    if (sqliteCodeOf(error)?.startsWith('SQLITE_BUSY')) return false;
    throw error;
  }
}
