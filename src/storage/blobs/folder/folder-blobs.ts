import type { Stats } from 'node:fs';
import { copyFile, link, opendir, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import { systemCodeOf } from '../../../contract/disk-errors';
import { makeFolder, syncToDisk } from '../../synced-folder';
import { publishFile, publishFirst, sha256OfFresh, unlessAbsent, withTempFile } from '../blob-files';
import { contentKey, requireKey } from '../blob-keys';
import type { BlobEntry, Blobs } from '../blobs';
import { ContentCheck, hashesInKey, requireContent } from '../content-check';
import { missingBlob } from '../damaged-blob';
import { addHash, hashesOf, hashFileOf, isHashFile } from './hash-files';
import { removeEmptyFolders } from './remove-empty-folders';

/**
 * Blobs as files of a folder. Each file is written under `tmp/` and then renamed, so no key has a half-written file.
 * Beside a file whose name does not state its SHA-256 lies another one that does: `hash-files.ts`.
 */
export class FolderBlobs implements Blobs {
  readonly location: string;
  readonly isLocal = true;
  readonly #contents = new ContentCheck();

  constructor(root: string) {
    this.location = path.resolve(root);
  }

  async write<T>(
    key: string,
    make: (path: string) => Promise<T> | T,
    hashOf?: (made: T) => string,
  ): Promise<T> {
    const target = this.#pathOf(key);
    return withTempFile(this.#tempDir, make, async (file, made) => {
      const noteHash = async () =>
        addHash(this.#tempDir, target, hashOf?.(made) ?? (await sha256OfFresh(file)));
      // The disk writes while the hash is computed.
      await Promise.all([noteHash(), syncToDisk(file)]);
      await this.#publish(file, target);
      return made;
    });
  }

  async writeHashed<T>(prefix: string, extension: string, make: (path: string) => Promise<T> | T) {
    return withTempFile(this.#tempDir, make, async (file, made) => {
      const { size: sizeBytes } = await stat(file);
      const key = contentKey(prefix, await sha256OfFresh(file), extension);
      await this.#publish(file, this.#pathOf(key));
      return { key, made, sizeBytes };
    });
  }

  async create(key: string, make: (path: string) => Promise<void> | void): Promise<boolean> {
    const target = this.#pathOf(key);
    return withTempFile(this.#tempDir, make, (file) => publishFirst(file, target));
  }

  async localPath(key: string): Promise<string> {
    const { file, stats } = await this.#find(key);
    await this.#contents.require(key, file, stats, () => hashesOf(key, file));
    return file;
  }

  async check(key: string): Promise<boolean> {
    const { file } = await this.#find(key);
    return requireContent(key, file, await hashesOf(key, file));
  }

  async scratchPath(key: string): Promise<string> {
    const file = this.#pathOf(key);
    await makeFolder(path.dirname(file));
    return file;
  }

  async exists(key: string): Promise<boolean> {
    return (await unlessAbsent(stat(this.#pathOf(key)))) !== null;
  }

  async sizeBytes(key: string): Promise<number> {
    return (await this.#find(key)).stats.size;
  }

  async copy(fromKey: string, toKey: string): Promise<void> {
    const target = this.#pathOf(toKey);
    const source = await this.localPath(fromKey);
    await withTempFile(
      this.#tempDir,
      (file) => linkOrCopy(source, file),
      async (file) => {
        if (hashesInKey(toKey) === null)
          for (const hash of await hashesOf(fromKey, source)) await addHash(this.#tempDir, target, hash);
        await publishFile(file, target);
      },
    );
  }

  list(folder: string): AsyncIterable<BlobEntry> {
    return walk(this.#pathOf(folder), folder);
  }

  async remove(key: string): Promise<void> {
    const file = this.#pathOf(key);
    await rm(file, { force: true });
    await rm(hashFileOf(file), { force: true });
    await removeEmptyFolders(path.dirname(file), this.location);
  }

  async removeFolder(folder: string): Promise<void> {
    await rm(this.#pathOf(folder), { recursive: true, force: true });
  }

  async #find(key: string): Promise<{ readonly file: string; readonly stats: Stats }> {
    const file = this.#pathOf(key);
    try {
      return { file, stats: await stat(file) };
    } catch (error) {
      throw missingBlob(key, this.location, { cause: error });
    }
  }

  async #publish(file: string, target: string): Promise<void> {
    await publishFile(file, target);
    await this.#contents.note(target);
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
    if (isHashFile(entry.name)) continue;
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
