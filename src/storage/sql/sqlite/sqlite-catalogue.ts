import { statSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import {
  CompiledQuery,
  type DatabaseConnection,
  Kysely,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
} from 'kysely';
import { z } from 'zod';
import { LoopwatchError } from '../../../contract/errors';
import type { Catalogue } from '../../catalogue/catalogue';
import { makeFolder } from '../../synced-folder';
import { catalogueOver } from '../catalogue-over';
import { isMigrated, migrate } from '../migrations/migrate';
import type { Tables } from '../schema';
import { translateSqliteError } from './sqlite-errors';
import { acquireSqliteLock } from './sqlite-lock';

const OPENING_MILLIS = 30_000;
const MAX_DAMAGES = 3;
const damageSchema = z.array(z.object({ integrity_check: z.string() }));

/** Opens the catalogue in a SQLite file, and creates or upgrades it if needed. Several processes may open the same file. */
export async function openSqliteCatalogue(file: string): Promise<Catalogue> {
  await requireFolder(path.dirname(file));
  try {
    return await withOpeningLock(`${file}-opening`, () => open(file));
  } catch (error) {
    throw translateSqliteError(error, file);
  }
}

const MEMORY = ':memory:';

/** An empty catalogue in memory, gone once it is closed. */
export function openMemoryCatalogue(): Promise<Catalogue> {
  return open(MEMORY);
}

/**
 * Opens an existing catalogue to read only. It takes no lock that others wait for, and changes nothing.
 * @returns null where it is one of an earlier release
 */
export async function lookAtSqliteCatalogue(file: string): Promise<Catalogue | null> {
  try {
    const database = new Database(file, { readonly: true, timeout: 10_000 });
    const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database }) });
    try {
      const translate = (error: unknown) => translateSqliteError(error, file);
      if (await isMigrated(db, { location: file, translate })) return catalogueIn(database, db, file);
    } catch (error) {
      await db.destroy();
      throw error;
    }
    await db.destroy();
    return null;
  } catch (error) {
    throw translateSqliteError(error, file);
  }
}

async function requireFolder(folder: string): Promise<void> {
  try {
    await makeFolder(folder);
  } catch (error) {
    throw new LoopwatchError(
      'SETUP',
      `The folder ${folder} of the catalogue cannot be created`,
      'Choose another with --data-dir, LOOPWATCH_DATA or LOOPWATCH_CATALOGUE.',
      { cause: error },
    );
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
    return catalogueIn(database, db, file);
  } catch (error) {
    database.close();
    throw error;
  }
}

function catalogueIn(database: Database.Database, db: Kysely<Tables>, file: string): Catalogue {
  return catalogueOver(db, {
    location: file,
    translate: translateSqliteError,
    requireFile: file === MEMORY ? () => undefined : sameFile(file),
    findDamage() {
      const rows = damageSchema.parse(database.pragma(`integrity_check(${MAX_DAMAGES})`));
      return rows.map(({ integrity_check: line }) => line).filter((line) => line !== 'ok');
    },
  });
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

  override createAdapter(): SqliteAdapter {
    return new TransactionalSqliteAdapter();
  }

  override createDriver(): SqliteDriver {
    return new ImmediateSqliteDriver({ database: this.database });
  }
}

class TransactionalSqliteAdapter extends SqliteAdapter {
  // Otherwise a start that is killed, or finds the disk full, leaves half of the tables, and no later start succeeds.
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class ImmediateSqliteDriver extends SqliteDriver {
  readonly #database: Database.Database;

  constructor(config: { readonly database: Database.Database }) {
    super(config);
    this.#database = config.database;
  }

  /**
   * A bad disk may fail the end of a transaction too. What followed in it would look done, and be lost.
   * @throws the error of SQLite, where the transaction cannot be left yet
   */
  override async acquireConnection(): Promise<DatabaseConnection> {
    const connection = await super.acquireConnection();
    try {
      if (this.#database.inTransaction) this.#database.exec('rollback');
      return connection;
    } catch (error) {
      await super.releaseConnection();
      throw error;
    }
  }

  // Take the write lock at BEGIN: upgrading later fails with SQLITE_BUSY.
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }
}
