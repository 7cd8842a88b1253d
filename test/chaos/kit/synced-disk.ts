import { cpSync, mkdirSync, readdirSync, readFileSync, type Stats, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chance, type Random } from '../../../src/domain/generate/random';
import type { Operation } from './life';

/**
 * What a power cut leaves of what was not synced. `lost`: nothing. `empty`: names, and no content. `mixed`: some names
 * and some contents, as it comes.
 */
export type Loss = 'lost' | 'empty' | 'mixed';

interface Entry {
  readonly id: string;
  readonly isFolder: boolean;
}

type Entries = ReadonlyMap<string, Entry>;

/** Follows which contents and names under a folder are synced, by the calls of a life. */
export class SyncedDisk {
  readonly #root: string;
  readonly #contents = new Map<string, Buffer>();
  readonly #folders = new Map<string, Entries>();
  readonly #databases = new Set<string>();
  #wal = '';
  #isInTransaction = false;

  constructor(root: string) {
    this.#root = root;
    this.#syncFolder(root);
  }

  note({ kind, call, on }: Operation): void {
    if (kind === 'sql') this.#noteStatement(call);
    if (call !== 'fsync') return;
    const stats = statSync(on);
    if (stats.isDirectory()) this.#syncFolder(on);
    else this.#contents.set(idOf(stats), readFileSync(on));
  }

  /** Writes what a power cut now would leave. The sources are on another disk. */
  cutTo(target: string, loss: Loss, random: Random): void {
    this.#write(this.#root, idOf(statSync(this.#root)), target, loss, random);
    cpSync(path.join(this.#root, 'source'), path.join(target, 'source'), { recursive: true });
  }

  /** A commit of SQLite syncs its write-ahead log, and the folder when that file is new. */
  #noteStatement(call: string): void {
    const data = path.join(this.#root, 'data');
    const [database, wal] = ['catalogue.db', 'catalogue.db-wal'].map((name) => path.join(data, name));
    const found = statSync(wal ?? '', { throwIfNoEntry: false });
    if (!database || !wal || !found) return;
    if (call === 'begin') this.#isInTransaction = true;
    if (call === 'commit' || call === 'rollback') this.#isInTransaction = false;
    const stamp = `${idOf(found)} ${found.size} ${found.mtimeMs}`;
    if (this.#isInTransaction || stamp === this.#wal) return;
    this.#wal = stamp;
    for (const file of [database, wal]) {
      const id = idOf(statSync(file));
      this.#databases.add(id);
      this.#contents.set(id, readFileSync(file));
    }
    if (!this.#folders.get(idOf(statSync(data)))?.has(path.basename(wal))) this.#syncFolder(data);
  }

  #syncFolder(folder: string): void {
    this.#folders.set(idOf(statSync(folder)), entriesOf(folder));
  }

  #write(live: string | null, id: string, target: string, loss: Loss, random: Random): void {
    mkdirSync(target, { recursive: true });
    const synced = this.#folders.get(id) ?? new Map<string, Entry>();
    const now = live === null ? synced : entriesOf(live);
    for (const name of new Set([...synced.keys(), ...now.keys()])) {
      if (name === 'source' || name.endsWith('-shm')) continue;
      const entry = chosen(synced.get(name), now.get(name), loss, random);
      if (!entry) continue;
      const isLive = live !== null && now.get(name)?.id === entry.id;
      const from = isLive ? path.join(live, name) : null;
      const to = path.join(target, name);
      if (entry.isFolder) this.#write(from, entry.id, to, loss, random);
      else writeFileSync(to, this.#contentOf(entry.id, from, loss, random));
    }
  }

  #contentOf(id: string, live: string | null, loss: Loss, random: Random): Buffer {
    const synced = this.#contents.get(id);
    if (synced) return synced;
    if (live === null || loss !== 'mixed' || this.#databases.has(id)) return Buffer.alloc(0);
    const content = readFileSync(live);
    return chance(random, 0.5) ? content : content.subarray(0, content.length / 2);
  }
}

function chosen(
  synced: Entry | undefined,
  now: Entry | undefined,
  loss: Loss,
  random: Random,
): Entry | undefined {
  if (loss === 'lost') return synced;
  if (loss === 'empty') return now;
  return chance(random, 0.5) ? synced : now;
}

function entriesOf(folder: string): Entries {
  const entries = new Map<string, Entry>();
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const stats = statSync(path.join(folder, entry.name), { throwIfNoEntry: false });
    if (stats) entries.set(entry.name, { id: idOf(stats), isFolder: entry.isDirectory() });
  }
  return entries;
}

/** The number of a file may be used again. */
function idOf({ ino, birthtimeMs }: Stats): string {
  return `${ino} ${birthtimeMs}`;
}
