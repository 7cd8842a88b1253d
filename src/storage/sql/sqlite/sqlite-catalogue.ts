import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { CompiledQuery, type DatabaseConnection, Kysely, SqliteDialect, SqliteDriver } from 'kysely';
import { LoopwatchError } from '../../../contract/errors';
import type { Catalogue } from '../../catalogue/catalogue';
import { catalogueOver } from '../catalogue-over';
import { migrate } from '../migrations/migrate';
import type { Tables } from '../schema';
import { sqliteCodeOf, translateSqliteError } from './sqlite-errors';

/** Opens the catalogue in a SQLite file, and creates or upgrades it if needed. Several processes may open the same file. */
export async function openSqliteCatalogue(file: string): Promise<Catalogue> {
  await mkdir(path.dirname(file), { recursive: true });
  try {
    const lock = await acquireSqliteLock(`${file}-opening`);
    try {
      return await open(file);
    } finally {
      lock.release();
    }
  } catch (error) {
    throw translateSqliteError(error, file);
  }
}

async function open(file: string): Promise<Catalogue> {
  const database = new Database(file, { timeout: 10_000 });
  try {
    database.pragma('journal_mode = WAL');
    // A committed change must survive a power cut, not only a crash.
    database.pragma('synchronous = FULL');
    const db = new Kysely<Tables>({ dialect: new ImmediateSqliteDialect(database) });
    await migrate(db, { location: file, translate: translateSqliteError });
    return catalogueOver(db, file, translateSqliteError);
  } catch (error) {
    database.close();
    throw error;
  }
}

/** SQLite whose transactions take the write lock when they begin. */
class ImmediateSqliteDialect extends SqliteDialect {
  constructor(private readonly database: Database.Database) {
    super({ database });
  }

  override createDriver(): SqliteDriver {
    return new ImmediateSqliteDriver({ database: this.database });
  }
}

class ImmediateSqliteDriver extends SqliteDriver {
  // Take the write lock at BEGIN: upgrading later fails with SQLITE_BUSY.
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }
}

const WAIT_MILLIS = 30_000;
const RETRY_MILLIS = 20;

interface SqliteLock {
  release(): void;
}

/**
 * Waits for the lock that this file keeps, across processes and within this one. Under it one process at a time switches
 * a new catalogue to its write-ahead log and makes the tables: SQLite fails when two do. A process that dies releases it.
 * @throws LoopwatchError UNAVAILABLE when another holder keeps the lock for 30 seconds.
 */
async function acquireSqliteLock(file: string): Promise<SqliteLock> {
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
