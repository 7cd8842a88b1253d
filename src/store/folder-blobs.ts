import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { LoopwatchError } from '../contract/errors';
import type { BlobEntry, Blobs } from './blobs';

const KEY = /^[A-Za-z0-9_-][A-Za-z0-9._-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/;

/** Blobs as files of a folder. A half-written one never has its key's name: it is made under `tmp/` and renamed. */
export class FolderBlobs implements Blobs {
  readonly location: string;

  constructor(root: string) {
    this.location = path.resolve(root);
  }

  async write<T>(key: string, make: (path: string) => Promise<T> | T): Promise<T> {
    const { made } = await this.#make(make, async (file) => ({ key, file }));
    return made;
  }

  async writeHashed<T>(prefix: string, extension: string, make: (path: string) => Promise<T> | T) {
    const { key, made } = await this.#make(make, async (file) => ({
      key: `${prefix}/${await sha256Of(file)}.${extension}`,
      file,
    }));
    return { key, made, sizeBytes: await this.sizeBytes(key) };
  }

  async localPath(key: string): Promise<string> {
    const file = this.#pathOf(key);
    try {
      await access(file);
    } catch (error) {
      throw new LoopwatchError(
        'STORAGE_DAMAGED',
        `The stored file ${key} is missing from ${this.location}`,
        'Restore the data folder from its backup; a report needs all of its input.',
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
    return stat(this.#pathOf(key)).then(
      () => true,
      () => false,
    );
  }

  async sizeBytes(key: string): Promise<number> {
    return (await stat(await this.localPath(key))).size;
  }

  async *list(folder: string): AsyncGenerator<BlobEntry> {
    const entries = await readdir(this.#pathOf(folder), { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      const key = `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        yield* this.list(key);
        continue;
      }
      const found = await stat(path.join(this.location, key)).catch(() => null);
      if (found) yield { key, sizeBytes: found.size, modifiedMicros: Math.floor(found.mtimeMs * 1_000) };
    }
  }

  async remove(key: string): Promise<void> {
    await rm(this.#pathOf(key), { force: true });
  }

  async removeFolder(prefix: string): Promise<void> {
    await rm(this.#pathOf(prefix), { recursive: true, force: true });
  }

  async #make<T>(
    make: (path: string) => Promise<T> | T,
    name: (file: string) => Promise<{ key: string; file: string }>,
  ): Promise<{ key: string; made: T }> {
    const aside = path.join(this.location, 'tmp', randomUUID());
    await mkdir(path.dirname(aside), { recursive: true });
    try {
      const made = await make(aside);
      const { key } = await name(aside);
      const target = this.#pathOf(key);
      await mkdir(path.dirname(target), { recursive: true });
      await flush(aside);
      await rename(aside, target);
      await flush(path.dirname(target));
      return { key, made };
    } finally {
      await rm(aside, { force: true });
    }
  }

  #pathOf(key: string): string {
    if (!KEY.test(key)) throw new LoopwatchError('INVALID_INPUT', `"${key}" is no key of a stored file`);
    return path.join(this.location, key);
  }
}

async function flush(file: string): Promise<void> {
  const handle = await open(file, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
