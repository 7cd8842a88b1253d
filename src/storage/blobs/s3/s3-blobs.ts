import { createHash } from 'node:crypto';
import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { ConcurrencyLimit } from '../../../domain/concurrency-limit';
import { sha256Of, withFileAside } from '../blob-files';
import { contentKey, isContentKey, requireKey } from '../blob-keys';
import type { BlobEntry, Blobs } from '../blobs';
import { BlobCache } from './blob-cache';
import type { BlobCacheOptions } from './blob-cache-room';
import { S3Bucket } from './s3-bucket';
import { toBlobError } from './s3-errors';
import { writeFirst } from './s3-first-write';
import type { S3Place } from './s3-place';

/** Below the SDK's 50 connections, which other calls share. */
const DOWNLOADS_AT_ONCE = 16;
const PART_BYTES = 8 * 1024 ** 2;
const PAGE_KEYS = 1_000;

export interface S3BlobsOptions {
  readonly cache: BlobCacheOptions;
  /** A larger file goes up in parts of this size; at least 5 MiB. */
  readonly partBytes?: number;
  /** So many are listed and removed in one call; a thousand at most. */
  readonly pageKeys?: number;
}

/**
 * Blobs as objects of a bucket, read through a folder of this machine. An object appears whole or not at all.
 * @throws LoopwatchError of every call: UNAVAILABLE where the bucket cannot be reached, SETUP where it refuses.
 */
export class S3Blobs implements Blobs {
  readonly location: string;
  readonly #bucket: S3Bucket;
  readonly #cache: BlobCache;
  readonly #nowMicros: () => number;
  readonly #downloads = new ConcurrencyLimit(DOWNLOADS_AT_ONCE);
  readonly #underWay = new Map<string, Promise<string>>();

  constructor(place: S3Place, options: S3BlobsOptions) {
    const { cache, partBytes = PART_BYTES, pageKeys = PAGE_KEYS } = options;
    this.location = place.location;
    this.#bucket = new S3Bucket(place, partBytes, pageKeys);
    this.#cache = new BlobCache(cache);
    this.#nowMicros = cache.nowMicros;
  }

  async write<T>(key: string, make: (path: string) => Promise<T> | T): Promise<T> {
    requireKey(key);
    return withFileAside(this.#cache.asideDir, make, async (file, made) => {
      const etag = await this.#call(() => this.#bucket.put(key, file, { onlyIfNone: false }));
      await this.#cache.keep(key, versionOf(key, etag), file);
      return made;
    });
  }

  async writeHashed<T>(prefix: string, extension: string, make: (path: string) => Promise<T> | T) {
    return withFileAside(this.#cache.asideDir, make, async (file, made) => {
      const { size: sizeBytes } = await stat(file);
      const key = requireKey(contentKey(prefix, await sha256Of(file), extension));
      await this.#call(() => writeFirst(this.#bucket, key, file, this.#nowMicros));
      await this.#cache.keep(key, versionOf(key, null), file);
      return { key, made, sizeBytes };
    });
  }

  /**
   * What a key of content stands for never changes: once here, it is not asked for again. Any other may be written anew, by another
   * machine too (a fetched file whose source has changed between two attempts), so its ETag is asked for each time.
   */
  async localPath(key: string): Promise<string> {
    requireKey(key);
    const version = isContentKey(key)
      ? versionOf(key, null)
      : versionOf(key, (await this.#call(() => this.#bucket.requireHead(key))).etag);
    const call = `${key} ${version}`;
    const underWay =
      this.#underWay.get(call) ??
      this.#find(key, version).finally(() => {
        this.#underWay.delete(call);
      });
    this.#underWay.set(call, underWay);
    return underWay;
  }

  async scratchPath(key: string): Promise<string> {
    const file = this.#cache.scratchPath(requireKey(key));
    await mkdir(path.dirname(file), { recursive: true });
    return file;
  }

  async exists(key: string): Promise<boolean> {
    requireKey(key);
    return (await this.#call(() => this.#bucket.head(key))) !== null;
  }

  async sizeBytes(key: string): Promise<number> {
    requireKey(key);
    return (await this.#call(() => this.#bucket.requireHead(key))).sizeBytes;
  }

  async copy(fromKey: string, toKey: string): Promise<void> {
    requireKey(toKey);
    requireKey(fromKey);
    await this.#call(() => this.#bucket.copy(fromKey, toKey));
  }

  async *list(folder: string): AsyncGenerator<BlobEntry> {
    const pages = this.#bucket.pages(requireKey(folder));
    for (;;) {
      const page = await this.#call(() => pages.next());
      if (page.done) return;
      yield* page.value;
    }
  }

  async remove(key: string): Promise<void> {
    requireKey(key);
    await this.#call(() => this.#bucket.remove([key]));
    await this.#cache.forget(key);
  }

  async removeFolder(folder: string): Promise<void> {
    requireKey(folder);
    await this.#call(async () => {
      for await (const page of this.#bucket.pages(folder))
        await this.#bucket.remove(page.map(({ key }) => key));
    });
    await this.#cache.forget(folder);
  }

  async #find(key: string, version: string): Promise<string> {
    const kept = await this.#cache.find(key, version);
    if (kept !== null) return kept;
    return this.#downloads.run(() =>
      withFileAside(
        this.#cache.asideDir,
        (file) => this.#call(() => this.#bucket.download(key, file)),
        // Not the version that was asked for where another was written meanwhile: what came counts.
        (file, etag) => this.#cache.keep(key, versionOf(key, etag), file),
      ),
    );
  }

  async #call<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      throw toBlobError(error, this.#bucket.place);
    }
  }
}

/** As a part of a file's name. */
function versionOf(key: string, etag: string | null): string {
  if (isContentKey(key) || etag === null) return 'content';
  return createHash('sha256').update(etag).digest('hex').slice(0, 32);
}
