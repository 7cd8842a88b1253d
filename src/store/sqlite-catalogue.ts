import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import type { Catalogue } from './catalogue';
import { fileTable } from './file-table';
import { ingestionTable } from './ingestion-table';
import { inputTable } from './input-table';
import { keyTable } from './key-table';
import { logTable } from './log-table';
import { migrate } from './migrations';
import { reportTable } from './report-table';
import { retentionTable } from './retention-table';
import { sessionTable } from './session-table';
import { takeTurn } from './sqlite-turn';
import type { Tables } from './tables';
import { webhookTable } from './webhook-table';

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
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database }) });
  await migrate(db);
  return {
    location: file,
    log: logTable(db),
    inputs: inputTable(db),
    files: fileTable(db),
    ingestions: ingestionTable(db),
    reports: reportTable(db),
    keys: keyTable(db),
    sessions: sessionTable(db),
    webhooks: webhookTable(db),
    retention: retentionTable(db),
    close: () => db.destroy(),
  };
}
