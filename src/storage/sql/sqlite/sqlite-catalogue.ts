import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import Database from 'better-sqlite3';
import { Kysely } from 'kysely';
import type { Catalogue } from '../../catalogue/catalogue';
import { catalogueOver } from '../catalogue-over';
import { migrate } from '../migrations/migrate';
import type { Tables } from '../schema';
import { ImmediateSqliteDialect } from './sqlite-dialect';
import { translateSqliteError } from './sqlite-errors';
import { acquireSqliteLock } from './sqlite-lock';

/** Opens the catalogue in a SQLite file, and creates or upgrades it if needed. Several processes may open the same file. */
export async function openSqliteCatalogue(file: string): Promise<Catalogue> {
  await mkdir(path.dirname(file), { recursive: true });
  const lock = await acquireSqliteLock(`${file}-opening`);
  try {
    return await open(file);
  } finally {
    lock.release();
  }
}

async function open(file: string): Promise<Catalogue> {
  const database = new Database(file, { timeout: 10_000 });
  database.pragma('journal_mode = WAL');
  // A committed change must survive a power cut, not only a crash.
  database.pragma('synchronous = FULL');
  const db = new Kysely<Tables>({ dialect: new ImmediateSqliteDialect(database) });
  await migrate(db, translateSqliteError);
  return catalogueOver(db, file, translateSqliteError);
}
