import { randomUUID } from 'node:crypto';
import type { Stats } from 'node:fs';
import { link, readdir, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import { isCode } from '../../../contract/errors';
import { publishFile, unlessAbsent, withTempFile } from '../blob-files';
import { ContentCheck } from '../content-check';
import { type BlobCacheOptions, HELD_MICROS, makeRoom } from './blob-cache-room';

/** A file this old is returned under a new name: another process may be about to evict the old name. */
const RENEWED_MICROS = HELD_MICROS / 2;
const PUBLISH_ATTEMPTS = 3;
const STAMP_DIGITS = 17;

/**
 * Copies of blobs in a folder of this machine, which several processes may share. A file's name states its key and
 * version, so its content never changes; its modification time states when it was last returned.
 */
export class BlobCache {
  /** For temporary files, on the same disk. */
  readonly tempDir: string;
  readonly #options: BlobCacheOptions;
  readonly #contents = new ContentCheck();
  #addedBytes = Number.POSITIVE_INFINITY;
  #makingRoom: Promise<void> | null = null;

  constructor(options: BlobCacheOptions) {
    this.#options = options;
    this.tempDir = path.join(options.folder, 'tmp');
  }

  /**
   * @param hashes the content has one of them, or none is known.
   * @returns a path that is valid for an hour; null when this version is not cached. A damaged copy is removed.
   */
  async find(key: string, version: string, hashes: readonly string[]): Promise<string | null> {
    const names = (await unlessAbsent(readdir(this.#kept(key)))) ?? [];
    const files = names
      .filter((name) => name.startsWith(`${version}.`))
      .sort()
      .reverse()
      .map((name) => path.join(this.#kept(key), name));
    const [newest] = files;
    const found = newest === undefined ? null : await unlessAbsent(stat(newest));
    if (newest === undefined || !found) return null;
    if (!(await this.#isIntact(key, newest, found, hashes))) {
      // Older names are links to the same content.
      await Promise.all(files.map((file) => rm(file, { force: true })));
      return null;
    }
    const now = this.#options.nowMicros();
    if (now - found.mtimeMs * 1_000 < RENEWED_MICROS) return this.#touch(newest);
    // Older names: none was returned since the next name was made.
    for (const [i, file] of files.entries()) {
      const next = files[i - 1];
      if (next !== undefined && now - stampOf(next) > HELD_MICROS) await rm(file, { force: true });
    }
    return unlessAbsent(
      withTempFile(
        this.tempDir,
        (temp) => link(newest, temp),
        (temp) => this.#publish(temp, key, version),
      ),
    );
  }

  /** Moves the file into the cache and evicts others if needed. @returns its path. */
  async keep(key: string, version: string, file: string): Promise<string> {
    const { size } = await stat(file);
    const kept = await this.#publish(file, key, version);
    this.#addedBytes += size;
    // Scanning the folder is slow: do it once per added hundredth of the limit.
    if (this.#addedBytes >= this.#options.maxBytes / 100) await this.#makeRoom();
    return kept;
  }

  scratchPath(key: string): string {
    return path.join(this.#options.folder, 'scratch', key);
  }

  /** Removes every cached file of a key or a folder. */
  async forget(key: string): Promise<void> {
    await rm(this.#kept(key), { recursive: true, force: true });
    await rm(this.scratchPath(key), { recursive: true, force: true });
  }

  async #isIntact(key: string, file: string, found: Stats, hashes: readonly string[]): Promise<boolean> {
    try {
      await this.#contents.require(key, file, found, async () => hashes);
      return true;
    } catch (error) {
      if (isCode(error, 'STORAGE_DAMAGED')) return false;
      throw error;
    }
  }

  async #touch(file: string): Promise<string | null> {
    const seconds = this.#options.nowMicros() / 1e6;
    const touched = await unlessAbsent(utimes(file, seconds, seconds).then(() => true));
    // The new time is not a new content.
    if (touched) await unlessAbsent(this.#contents.note(file));
    return touched ? file : null;
  }

  async #publish(file: string, key: string, version: string): Promise<string> {
    await this.#touch(file);
    const stamp = String(this.#options.nowMicros()).padStart(STAMP_DIGITS, '0');
    // With the key's extension: some readers need it.
    const name = `${version}.${stamp}.${randomUUID()}${path.extname(key)}`;
    const target = path.join(this.#kept(key), name);
    for (let attempt = 1; ; attempt++) {
      // Another process may remove the folder while it is empty.
      const done = await unlessAbsent(publishFile(file, target).then(() => true));
      if (done) {
        await unlessAbsent(this.#contents.note(target));
        return target;
      }
      if (attempt === PUBLISH_ATTEMPTS)
        throw new Error(`Another process keeps removing the folder of ${target}`);
    }
  }

  #makeRoom(): Promise<void> {
    this.#addedBytes = 0;
    this.#makingRoom ??= makeRoom(this.#options).finally(() => {
      this.#makingRoom = null;
    });
    return this.#makingRoom;
  }

  #kept(key: string): string {
    return path.join(this.#options.folder, 'kept', key);
  }
}

function stampOf(file: string): number {
  return Number(path.basename(file).split('.')[1]);
}
