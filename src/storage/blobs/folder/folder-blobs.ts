import { copyFile, link, mkdir, opendir, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import { LoopwatchError } from '../../../contract/errors';
import { publishFile, sha256Of, systemCodeOf, unlessAbsent, withTempFile } from '../blob-files';
import { contentKey, requireKey } from '../blob-keys';
import type { BlobEntry, Blobs } from '../blobs';

/** Blobs as files of a folder. Each file is written under `tmp/` and then renamed, so no key has a half-written file. */
export class FolderBlobs implements Blobs {
  readonly location: string;

  constructor(root: string) {
    this.location = path.resolve(root);
  }

  async write<T>(key: string, make: (path: string) => Promise<T> | T): Promise<T> {
    const target = this.#pathOf(key);
    return withTempFile(this.#tempDir, make, async (file, made) => {
      await publishFile(file, target);
      return made;
    });
  }

  async writeHashed<T>(prefix: string, extension: string, make: (path: string) => Promise<T> | T) {
    return withTempFile(this.#tempDir, make, async (file, made) => {
      const { size: sizeBytes } = await stat(file);
      const key = contentKey(prefix, await sha256Of(file), extension);
      await publishFile(file, this.#pathOf(key));
      return { key, made, sizeBytes };
    });
  }

  async localPath(key: string): Promise<string> {
    const file = this.#pathOf(key);
    try {
      await stat(file);
    } catch (error) {
      throw new LoopwatchError(
        'STORAGE_DAMAGED',
        `The stored file ${key} is missing from ${this.location}`,
        'Restore the data folder from its backup: a report needs all of its input.',
        { cause: error },
      );
    }
    return file;
  }

  async scratchPath(key: string): Promise<string> {
    const file = this.#pathOf(key);
    await mkdir(path.dirname(file), { recursive: true });
    return file;
  }

  async exists(key: string): Promise<boolean> {
    return (await unlessAbsent(stat(this.#pathOf(key)))) !== null;
  }

  async sizeBytes(key: string): Promise<number> {
    return (await stat(await this.localPath(key))).size;
  }

  async copy(fromKey: string, toKey: string): Promise<void> {
    const target = this.#pathOf(toKey);
    const source = await this.localPath(fromKey);
    await withTempFile(
      this.#tempDir,
      (file) => linkOrCopy(source, file),
      (file) => publishFile(file, target),
    );
  }

  list(folder: string): AsyncIterable<BlobEntry> {
    return walk(this.#pathOf(folder), folder);
  }

  async remove(key: string): Promise<void> {
    await rm(this.#pathOf(key), { force: true });
  }

  async removeFolder(folder: string): Promise<void> {
    await rm(this.#pathOf(folder), { recursive: true, force: true });
  }

  get #tempDir(): string {
    return path.join(this.location, 'tmp');
  }

  #pathOf(key: string): string {
    return path.join(this.location, requireKey(key));
  }
}

/** A hard link is enough: a published blob never changes. */
async function linkOrCopy(source: string, target: string): Promise<void> {
  try {
    await link(source, target);
  } catch (error) {
    // Some file systems have no hard links.
    if (systemCodeOf(error) === 'ENOENT') throw error;
    await copyFile(source, target);
  }
  // The sweep removes unreferenced files by age, and a link has the age of the original.
  const now = new Date();
  await utimes(target, now, now);
}

async function* walk(folder: string, prefix: string): AsyncGenerator<BlobEntry> {
  const entries = await unlessAbsent(opendir(folder));
  if (!entries) return;
  for await (const entry of entries) {
    const [file, key] = [path.join(folder, entry.name), `${prefix}/${entry.name}`];
    if (entry.isDirectory()) {
      yield* walk(file, key);
      continue;
    }
    // The file may be removed during the listing.
    const found = await unlessAbsent(stat(file));
    if (found) yield { key, sizeBytes: found.size, modifiedMicros: Math.floor(found.mtimeMs * 1_000) };
  }
}
