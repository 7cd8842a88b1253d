import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import Database from 'better-sqlite3';
import { Kysely } from 'kysely';
import type { Catalogue } from '../../catalogue/catalogue';
import { catalogueOver } from '../catalogue-over';
import { migrate } from '../migrations/migrations';
import type { Tables } from '../schema';
import { ImmediateSqliteDialect } from './sqlite-dialect';
import { translateSqliteError } from './sqlite-errors';
import { takeTurn } from './sqlite-lock';

/** Opens, and makes or upgrades where needed, the catalogue in a SQLite file. Several processes may open the same one. */
export async function openSqliteCatalogue(file: string): Promise<Catalogue> {
  await mkdir(path.dirname(file), { recursive: true });
  const turn = await takeTurn(`${file}-opening`);
  try {
    return await open(file);
  } finally {
    turn.end();
  }
}

async function open(file: string): Promise<Catalogue> {
  const database = new Database(file, { timeout: 10_000 });
  database.pragma('journal_mode = WAL');
  // What is acknowledged must survive a power cut, not only a crash.
  database.pragma('synchronous = FULL');
  const db = new Kysely<Tables>({ dialect: new ImmediateSqliteDialect(database) });
  await migrate(db, translateSqliteError);
  return catalogueOver(db, file, translateSqliteError);
}
