import { statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import Database from 'better-sqlite3';
import { CompiledQuery, type DatabaseConnection, Kysely, SqliteDialect, SqliteDriver } from 'kysely';
import { LoopwatchError } from '../../../contract/errors';
import type { Catalogue } from '../../catalogue/catalogue';
import { catalogueOver } from '../catalogue-over';
import { migrate } from '../migrations/migrate';
import type { Tables } from '../schema';
import { translateSqliteError } from './sqlite-errors';
import { acquireSqliteLock } from './sqlite-lock';

const OPENING_MILLIS = 30_000;

/** Opens the catalogue in a SQLite file, and creates or upgrades it if needed. Several processes may open the same file. */
export async function openSqliteCatalogue(file: string): Promise<Catalogue> {
  await mkdir(path.dirname(file), { recursive: true });
  try {
    return await withOpeningLock(`${file}-opening`, () => open(file));
  } catch (error) {
    throw translateSqliteError(error, file);
  }
}

/**
 * Under this lock one process at a time switches a new catalogue to its write-ahead log and makes the tables: SQLite
 * fails when two do.
 */
async function withOpeningLock<T>(file: string, use: () => Promise<T>): Promise<T> {
  const lock = await acquireSqliteLock(file, OPENING_MILLIS);
  if (!lock) {
    throw new LoopwatchError(
      'UNAVAILABLE',
      `Another process has been opening the catalogue beside ${file} for ${OPENING_MILLIS / 1_000} s`,
      'Check whether that process hangs, and end it.',
    );
  }
  try {
    return await use();
  } finally {
    lock.release();
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
    const translate = translateSqliteError;
    return catalogueOver(db, { location: file, translate, requireFile: sameFile(file) });
  } catch (error) {
    database.close();
    throw error;
  }
}

/** SQLite goes on with an open file that was removed or replaced: its changes would be lost. */
function sameFile(file: string): () => void {
  const opened = statSync(file);
  return () => {
    const found = statSync(file, { throwIfNoEntry: false });
    if (found?.ino === opened.ino && found.dev === opened.dev) return;
    throw new LoopwatchError(
      'UNAVAILABLE',
      `The file of the catalogue was ${found ? 'replaced' : 'removed'} while it was in use`,
      'Stop Loopwatch, restore the catalogue and the blobs from one backup, and start again.',
    );
  };
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
