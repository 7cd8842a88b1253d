import { existsSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { sqliteCodeOf } from './sqlite-errors';

const RETRY_MILLIS = 20;
/** Garbage collection closes a database that nothing refers to, which would release its lock. */
const held = new Set<Database.Database>();

export interface SqliteLock {
  release(): void;
}

/**
 * Takes the lock that this file keeps, across processes and within this one: an exclusive transaction that writes
 * nothing. The operating system releases it when the process dies, however it dies.
 * @returns null where another holder keeps it for longer than that
 */
export async function acquireSqliteLock(file: string, waitMillis: number): Promise<SqliteLock | null> {
  const database = new Database(file, { timeout: 0 });
  const deadline = performance.now() + waitMillis;
  try {
    // Nothing is written, so no journal needs a file.
    while (isBusy(() => database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE'))) {
      if (performance.now() > deadline) {
        database.close();
        return null;
      }
      await wait(RETRY_MILLIS);
    }
  } catch (error) {
    database.close();
    throw error;
  }
  held.add(database);
  return { release: () => release(database) };
}

function release(database: Database.Database): void {
  held.delete(database);
  database.close();
}

/** Whether someone holds the lock. It takes none itself, and creates no file. */
export function isSqliteLocked(file: string): boolean {
  if (!existsSync(file)) return false;
  const database = new Database(file, { readonly: true, timeout: 0 });
  try {
    return isBusy(() => database.exec('SELECT 1 FROM sqlite_master'));
  } finally {
    database.close();
  }
}

function isBusy(call: () => unknown): boolean {
  try {
    call();
    return false;
  } catch (error) {
    if (sqliteCodeOf(error)?.startsWith('SQLITE_BUSY')) return true;
    throw error;
  }
}
