import { randomUUID } from 'node:crypto';
import { link, readdir, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import { publishFile, unlessAbsent, withFileAside } from '../blob-files';
import { type BlobCacheOptions, HELD_MICROS, makeRoom } from './blob-cache-room';

/** A file that old is handed out under a new name: another process may be about to remove the one that it has. */
const RENEWED_MICROS = HELD_MICROS / 2;
const PUBLISH_ATTEMPTS = 3;
const STAMP_DIGITS = 17;

/**
 * Copies of blobs in a folder of this machine, which several processes may share. A file's name says which content of which key it
 * holds, so it never changes; its time of change says when it was last handed out.
 */
export class BlobCache {
  /** For files in the making, on the same disk. */
  readonly asideDir: string;
  readonly #options: BlobCacheOptions;
  #addedBytes = Number.POSITIVE_INFINITY;
  #makingRoom: Promise<void> | null = null;

  constructor(options: BlobCacheOptions) {
    this.#options = options;
    this.asideDir = path.join(options.folder, 'tmp');
  }

  /** @returns a path that is good for an hour; null where this version is not kept. */
  async find(key: string, version: string): Promise<string | null> {
    const names = (await unlessAbsent(readdir(this.#kept(key)))) ?? [];
    const files = names
      .filter((name) => name.startsWith(`${version}.`))
      .sort()
      .reverse()
      .map((name) => path.join(this.#kept(key), name));
    const [newest] = files;
    const found = newest === undefined ? null : await unlessAbsent(stat(newest));
    if (newest === undefined || !found) return null;
    const now = this.#options.nowMicros();
    if (now - found.mtimeMs * 1_000 < RENEWED_MICROS) return this.#touch(newest);
    // None has been handed out since the one after it was made.
    for (const [i, file] of files.entries()) {
      const next = files[i - 1];
      if (next !== undefined && now - stampOf(next) > HELD_MICROS) await rm(file, { force: true });
    }
    return unlessAbsent(
      withFileAside(
        this.asideDir,
        (aside) => link(newest, aside),
        (aside) => this.#publish(aside, key, version),
      ),
    );
  }

  /** Moves the file in, makes room where that is needed, and hands it out. */
  async keep(key: string, version: string, file: string): Promise<string> {
    const { size } = await stat(file);
    const kept = await this.#publish(file, key, version);
    this.#addedBytes += size;
    // To look through the folder takes a while: once for each hundredth of it.
    if (this.#addedBytes >= this.#options.maxBytes / 100) await this.#makeRoom();
    return kept;
  }

  scratchPath(key: string): string {
    return path.join(this.#options.folder, 'scratch', key);
  }

  /** Removes all that is kept of a key, or of those in a folder. */
  async forget(key: string): Promise<void> {
    await rm(this.#kept(key), { recursive: true, force: true });
    await rm(this.scratchPath(key), { recursive: true, force: true });
  }

  async #touch(file: string): Promise<string | null> {
    const seconds = this.#options.nowMicros() / 1e6;
    const touched = await unlessAbsent(utimes(file, seconds, seconds).then(() => true));
    return touched ? file : null;
  }

  async #publish(file: string, key: string, version: string): Promise<string> {
    await this.#touch(file);
    const stamp = String(this.#options.nowMicros()).padStart(STAMP_DIGITS, '0');
    // With the key's extension: some readers go by it.
    const name = `${version}.${stamp}.${randomUUID()}${path.extname(key)}`;
    const target = path.join(this.#kept(key), name);
    for (let attempt = 1; ; attempt++) {
      // A folder that has just become empty may be removed in between.
      const done = await unlessAbsent(publishFile(file, target).then(() => true));
      if (done) return target;
      if (attempt === PUBLISH_ATTEMPTS) throw new Error(`The folder of ${target} is removed again and again`);
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
