import { readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';

const SQL_DIR = path.resolve('bench/peers/duckdb');
const HOLD_MICROS = 7_200_000_000;

/** The steps that bench/peers/duckdb holds as SQL files. */
export type Script =
  | 'read-csv'
  | 'keep-csv'
  | 'write-rows'
  | 'write-polls'
  | 'write-hours-and-timezones'
  | 'read-parquet'
  | 'business-hours'
  | 'figures'
  | 'write-figures'
  | 'write-report';

export interface DuckDbFolders {
  /** Holds store_status.csv, menu_hours.csv, timezones.csv. */
  readonly source: string;
  /** All output goes here. */
  readonly work: string;
}

/** Opens an empty DuckDB in memory, with a thread for each core, and runs the scripts in order. */
export async function withDuckDb<T>(
  folders: DuckDbFolders,
  use: (run: (...scripts: readonly Script[]) => Promise<void>) => Promise<T>,
): Promise<T> {
  return withConnection({ ...folders }, async (connection) => {
    await connection.run(`SET VARIABLE hold = ${HOLD_MICROS}`);
    return use(async (...scripts) => {
      for (const script of scripts) await connection.run(await readFile(sqlPath(script), 'utf8'));
    });
  });
}

/** @returns the ids of the stores whose figures differ between two files, to the microsecond. */
export async function storesThatDiffer(onePath: string, otherPath: string): Promise<readonly string[]> {
  return withConnection({ one: onePath, other: otherPath }, async (connection) => {
    const found = await connection.runAndReadAll(await readFile(sqlPath('differences'), 'utf8'));
    return found.getColumns().flat().map(String);
  });
}

async function withConnection<T>(
  variables: Readonly<Record<string, string>>,
  use: (connection: DuckDBConnection) => Promise<T>,
): Promise<T> {
  const instance = await DuckDBInstance.create(':memory:', { threads: String(os.availableParallelism()) });
  try {
    const connection = await instance.connect();
    for (const [name, value] of Object.entries(variables))
      await connection.run(`SET VARIABLE ${name} = '${value.replaceAll("'", "''")}'`);
    return await use(connection);
  } finally {
    instance.closeSync();
  }
}

function sqlPath(name: Script | 'differences'): string {
  return path.join(SQL_DIR, `${name}.sql`);
}
