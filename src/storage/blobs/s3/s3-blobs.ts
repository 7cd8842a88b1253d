import { createHash } from 'node:crypto';
import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { ConcurrencyLimit } from '../../../domain/concurrency-limit';
import { sha256Of, withTempFile } from '../blob-files';
import { contentKey, requireKey } from '../blob-keys';
import type { BlobEntry, Blobs } from '../blobs';
import { hashesInKey, requireContent } from '../content-check';
import { BlobCache } from './blob-cache';
import type { BlobCacheOptions } from './blob-cache-room';
import { S3Bucket, type S3Object } from './s3-bucket';
import { toBlobError } from './s3-errors';
import { createObject, writeFirst } from './s3-first-write';
import type { S3Place } from './s3-place';

/** Fewer than the SDK's 50 connections: other calls need some too. */
const DOWNLOADS_AT_ONCE = 16;
const MULTIPART_BYTES = 8 * 1024 ** 2;
const PAGE_KEYS = 1_000;

export interface S3BlobsOptions {
  readonly cache: BlobCacheOptions;
  /** A larger file is uploaded as a multipart upload, in pieces of this size; at least 5 MiB. */
  readonly multipartBytes?: number;
  /** How many keys one call lists or removes; at most 1,000. */
  readonly pageKeys?: number;
}

/**
 * Blobs as objects of a bucket, read through a cache folder on this machine. Each write is atomic.
 * @throws LoopwatchError from every method: UNAVAILABLE when the bucket cannot be reached, SETUP when it refuses.
 */
export class S3Blobs implements Blobs {
  readonly location: string;
  readonly isLocal = false;
  readonly #bucket: S3Bucket;
  readonly #cache: BlobCache;
  readonly #nowMicros: () => number;
  readonly #downloads = new ConcurrencyLimit(DOWNLOADS_AT_ONCE);
  readonly #inProgress = new Map<string, Promise<string>>();

  constructor(place: S3Place, options: S3BlobsOptions) {
    const { cache, multipartBytes = MULTIPART_BYTES, pageKeys = PAGE_KEYS } = options;
    this.location = place.location;
    this.#bucket = new S3Bucket(place, multipartBytes, pageKeys);
    this.#cache = new BlobCache(cache);
    this.#nowMicros = cache.nowMicros;
  }

  async write<T>(
    key: string,
    make: (path: string) => Promise<T> | T,
    hashOf?: (made: T) => string,
  ): Promise<T> {
    requireKey(key);
    return withTempFile(this.#cache.tempDir, make, async (file, made) => {
      const sha256 = hashOf?.(made) ?? (await sha256Of(file));
      const etag = await this.#call(() => this.#bucket.put(key, file, { sha256, onlyIfNone: false }));
      await this.#cache.keep(key, versionOf(key, etag), file);
      return made;
    });
  }

  async writeHashed<T>(prefix: string, extension: string, make: (path: string) => Promise<T> | T) {
    return withTempFile(this.#cache.tempDir, make, async (file, made) => {
      const { size: sizeBytes } = await stat(file);
      const sha256 = await sha256Of(file);
      const key = requireKey(contentKey(prefix, sha256, extension));
      await this.#call(() => writeFirst(this.#bucket, key, { file, sha256 }, this.#nowMicros));
      await this.#cache.keep(key, versionOf(key, null), file);
      return { key, made, sizeBytes };
    });
  }

  async create(key: string, make: (path: string) => Promise<void> | void): Promise<boolean> {
    requireKey(key);
    return withTempFile(this.#cache.tempDir, make, async (file) => {
      const sha256 = await sha256Of(file);
      return this.#call(() => createObject(this.#bucket, key, { file, sha256 }));
    });
  }

  /**
   * The blob of a content key never changes: once cached, it needs no request. Any other blob may be rewritten, also by
   * another machine (a fetched file whose source changed between two attempts), so its ETag is checked each time.
   */
  async localPath(key: string): Promise<string> {
    requireKey(key);
    const inKey = hashesInKey(key);
    const head = inKey ? null : await this.#call(() => this.#bucket.requireHead(key));
    const version = versionOf(key, head?.etag ?? null);
    const hashes = inKey ?? hashesIn(head);
    const call = `${key} ${version}`;
    const inProgress =
      this.#inProgress.get(call) ??
      this.#find(key, version, hashes).finally(() => {
        this.#inProgress.delete(call);
      });
    this.#inProgress.set(call, inProgress);
    return inProgress;
  }

  async check(key: string): Promise<boolean> {
    requireKey(key);
    return this.#downloads.run(() =>
      withTempFile(
        this.#cache.tempDir,
        (file) => this.#call(() => this.#bucket.download(key, file)),
        (file, got) => requireContent(key, file, hashesInKey(key) ?? hashesIn(got)),
      ),
    );
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

  async #find(key: string, version: string, hashes: readonly string[]): Promise<string> {
    const kept = await this.#cache.find(key, version, hashes);
    if (kept !== null) return kept;
    return this.#downloads.run(() =>
      withTempFile(
        this.#cache.tempDir,
        (file) => this.#call(() => this.#bucket.download(key, file)),
        async (file, got) => {
          await requireContent(key, file, hashesInKey(key) ?? hashesIn(got));
          // Keep it under the version received: the blob may have been rewritten since the check.
          return this.#cache.keep(key, versionOf(key, got.etag), file);
        },
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

/** For the name of the cached file. */
function versionOf(key: string, etag: string | null): string {
  if (hashesInKey(key) !== null || etag === null) return 'content';
  return createHash('sha256').update(etag).digest('hex').slice(0, 32);
}

function hashesIn(object: Pick<S3Object, 'sha256'> | null): readonly string[] {
  return object?.sha256 ? [object.sha256] : [];
}
