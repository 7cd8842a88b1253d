import { opendir, rm, rmdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { systemCodeOf } from '../../../contract/disk-errors';
import { MICROS_PER_HOUR } from '../../../domain/time/instants';
import { unlessAbsent } from '../blob-files';

/** A path stays valid this long after `localPath` last returned it. */
export const HELD_MICROS = MICROS_PER_HOUR;
/** A temporary file that is untouched for this long belongs to a process that has ended. */
const ABANDONED_MICROS = 24 * HELD_MICROS;

export interface BlobCacheOptions {
  readonly folder: string;
  /** The cache exceeds it only by files returned within the last hour. */
  readonly maxBytes: number;
  readonly nowMicros: () => number;
}

/** One content, under one or several names. */
interface CachedContent {
  readonly bytes: number;
  readonly usedMicros: number;
  readonly files: string[];
}

/** Evicts the least recently used files until the folder fits its limit; files returned within the last hour stay. */
export async function makeRoom({ folder, maxBytes, nowMicros }: BlobCacheOptions): Promise<void> {
  for (const subfolder of ['tmp', 'scratch'])
    for (const { files, usedMicros } of await contentsOf(path.join(folder, subfolder)))
      if (nowMicros() - usedMicros > ABANDONED_MICROS)
        for (const file of files) await rm(file, { force: true });

  const kept = path.join(folder, 'kept');
  const contents = await contentsOf(kept);
  let total = contents.reduce((sum, { bytes }) => sum + bytes, 0);
  for (const { files, bytes, usedMicros } of contents.sort((a, b) => a.usedMicros - b.usedMicros)) {
    if (total <= maxBytes || nowMicros() - usedMicros < HELD_MICROS) return;
    for (const file of files) {
      await rm(file, { force: true });
      await removeEmpty(path.dirname(file), kept);
    }
    total -= bytes;
  }
}

async function contentsOf(folder: string): Promise<CachedContent[]> {
  const contents = new Map<number, CachedContent>();
  for await (const file of filesIn(folder)) {
    const found = await unlessAbsent(stat(file));
    if (!found) continue;
    const content = contents.get(found.ino);
    if (content) content.files.push(file);
    else contents.set(found.ino, { bytes: found.size, usedMicros: found.mtimeMs * 1_000, files: [file] });
  }
  return [...contents.values()];
}

async function* filesIn(folder: string): AsyncGenerator<string> {
  const entries = await unlessAbsent(opendir(folder));
  if (!entries) return;
  for await (const entry of entries) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* filesIn(file);
    else yield file;
  }
}

async function removeEmpty(folder: string, upTo: string): Promise<void> {
  if (folder === upTo) return;
  try {
    await rmdir(folder);
  } catch (error) {
    const code = systemCodeOf(error);
    if (code === 'ENOTEMPTY' || code === 'ENOENT' || code === 'EEXIST') return;
    throw error;
  }
  await removeEmpty(path.dirname(folder), upTo);
}
