import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { Client } from 'pg';
import { sharedPostgres } from './postgres';

export interface CataloguesUnderTest {
  /** The URL of a catalogue that does not exist yet. */
  newUrl(): Promise<string>;
  /** Runs a statement on the database behind Loopwatch's back. */
  execute(url: string, statement: string): Promise<void>;
  stop(): Promise<void>;
}

/** Every kind of catalogue by name, with a function that starts its server. */
export const CATALOGUE_KINDS: readonly (readonly [string, () => Promise<CataloguesUnderTest>])[] = [
  ['SQLite', startSqlite],
  ['PostgreSQL', startOnPostgres],
];

async function startSqlite(): Promise<CataloguesUnderTest> {
  const root = path.join(os.tmpdir(), `loopwatch-test-${randomUUID()}`);
  return {
    newUrl: async () => `sqlite:${path.join(root, randomUUID(), 'catalogue.db')}`,
    execute: async (url, statement) => {
      new Database(url.slice('sqlite:'.length)).exec(statement).close();
    },
    stop: async () => rmSync(root, { recursive: true, force: true }),
  };
}

async function startOnPostgres(): Promise<CataloguesUnderTest> {
  const postgres = await sharedPostgres();
  return {
    newUrl: () => postgres.newDatabase(),
    execute: async (url, statement) => {
      const client = new Client({ connectionString: url });
      await client.connect();
      await client.query(statement);
      await client.end();
    },
    stop: async () => undefined,
  };
}
