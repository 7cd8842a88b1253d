import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { z } from 'zod';

/** What a process and its data folder hold at one moment. */
export interface Sample {
  readonly day: number;
  readonly process: Readonly<Record<'rss' | 'heap' | 'handles' | 'threads', number>>;
  /** Of each folder of the blobs. */
  readonly folders: Readonly<Record<string, Held>>;
  /** Rows by table. */
  readonly rows: Readonly<Record<string, number>>;
  readonly catalogueBytes: number;
}

export interface Held {
  readonly files: number;
  readonly folders: number;
  readonly bytes: number;
}

const NOTHING: Held = { files: 0, folders: 0, bytes: 0 };
const nameSchema = z.object({ name: z.string() });
const countSchema = z.object({ count: z.number() });

export function takeSample(day: number, dataDir: string): Sample {
  globalThis.gc?.();
  const catalogue = path.join(dataDir, 'catalogue.db');
  const blobs = path.join(dataDir, 'blobs');
  return {
    day,
    process: {
      rss: process.memoryUsage.rss(),
      heap: process.memoryUsage().heapUsed,
      handles: readdirSync('/proc/self/fd').length,
      threads: Number(
        /^Threads:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? Number.NaN,
      ),
    },
    folders: Object.fromEntries(readdirSync(blobs).map((name) => [name, heldIn(path.join(blobs, name))])),
    rows: rowsOf(catalogue),
    catalogueBytes: statSync(catalogue).size,
  };
}

function heldIn(folder: string): Held {
  return readdirSync(folder, { withFileTypes: true }).reduce((sum: Held, entry) => {
    const held = heldBy(folder, entry);
    return {
      files: sum.files + held.files,
      folders: sum.folders + held.folders,
      bytes: sum.bytes + held.bytes,
    };
  }, NOTHING);
}

function heldBy(folder: string, entry: Dirent): Held {
  const file = path.join(folder, entry.name);
  if (!entry.isDirectory()) return { files: 1, folders: 0, bytes: statSync(file).size };
  const within = heldIn(file);
  return { ...within, folders: within.folders + 1 };
}

function rowsOf(file: string): Record<string, number> {
  const database = new Database(file, { readonly: true });
  try {
    const tables = z
      .array(nameSchema)
      .parse(
        database
          .prepare("select name from sqlite_master where type = 'table' and name not like 'kysely%'")
          .all(),
      );
    return Object.fromEntries(
      tables.map(({ name }) => [
        name,
        countSchema.parse(database.prepare(`select count(*) as count from "${name}"`).get()).count,
      ]),
    );
  } finally {
    database.close();
  }
}
