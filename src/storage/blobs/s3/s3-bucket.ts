import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  CopyObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  paginateListObjectsV2,
} from '@aws-sdk/client-s3';
import { LoopwatchError } from '../../../contract/errors';
import type { BlobEntry } from '../blobs';
import { changedBlob, missingBlob } from '../damaged-blob';
import { createS3Client } from './s3-client';
import { deletionError, isMissing, isOtherContent } from './s3-errors';
import type { S3Place } from './s3-place';
import { HASH_NAME, uploadFile } from './s3-upload';

/** S3 copies no more in one call. */
const MAX_COPY_BYTES = 5 * 1024 ** 3;

/** The metadata of an object. */
export interface S3Object {
  /** Changes with the content. */
  readonly etag: string;
  readonly sizeBytes: number;
  readonly modifiedMicros: number;
  /** Of the content when it was written; null: a release that kept no hash wrote it. */
  readonly sha256: string | null;
}

/** What a download gave. */
export type S3Download = Pick<S3Object, 'etag' | 'sha256'>;

export interface PutOptions {
  readonly sha256: string;
  /** The server answers 412 when the object exists already. */
  readonly onlyIfNone: boolean;
}

/** The calls to a bucket, by our keys. It throws the SDK's errors: `S3Blobs` translates them. */
export class S3Bucket {
  readonly #client;
  #isSeen = false;

  constructor(
    readonly place: S3Place,
    /** The size of one piece of a multipart upload; a smaller file is uploaded in one call. */
    readonly multipartBytes: number,
    readonly pageKeys: number,
  ) {
    this.#client = createS3Client(place);
  }

  /** @returns null when the object does not exist. */
  async head(key: string): Promise<S3Object | null> {
    try {
      const found = await this.#client.send(new HeadObjectCommand(this.#at(key)));
      this.#isSeen = true;
      const sizeBytes = found.ContentLength ?? 0;
      const modifiedMicros = (found.LastModified?.getTime() ?? 0) * 1_000;
      const etag = found.ETag ?? `${sizeBytes}-${modifiedMicros}`;
      return { etag, sizeBytes, modifiedMicros, sha256: found.Metadata?.[HASH_NAME] ?? null };
    } catch (error) {
      if (!isMissing(error)) throw error;
      await this.#requireBucket();
      return null;
    }
  }

  /** @throws LoopwatchError STORAGE_DAMAGED when the object does not exist. */
  async requireHead(key: string): Promise<S3Object> {
    const found = await this.head(key);
    if (!found) throw missingBlob(key, this.place.location);
    return found;
  }

  /** @returns the ETag. */
  async put(key: string, file: string, options: PutOptions): Promise<string> {
    const { size: sizeBytes } = await stat(file);
    const { Bucket: bucket, Key: objectKey } = this.#at(key);
    const { multipartBytes } = this;
    return uploadFile(this.#client, { bucket, objectKey, file, sizeBytes, multipartBytes, ...options });
  }

  /** Downloads into the file. @throws LoopwatchError STORAGE_DAMAGED when the object does not exist or has changed. */
  async download(key: string, file: string): Promise<S3Download> {
    try {
      return await this.#downloadOnce(key, file);
    } catch (error) {
      if (!isOtherContent(error)) throw error;
    }
    // Once more: the network may have changed it.
    try {
      return await this.#downloadOnce(key, file);
    } catch (error) {
      throw isOtherContent(error) ? changedBlob(key, this.place.location) : error;
    }
  }

  async #downloadOnce(key: string, file: string): Promise<S3Download> {
    try {
      const { Body, ETag, Metadata } = await this.#client.send(new GetObjectCommand(this.#at(key)));
      if (!(Body instanceof Readable)) throw new Error('The answer has no body');
      // Fails when the answer is too short or its checksum does not match.
      await pipeline(Body, createWriteStream(file));
      return { etag: ETag ?? '', sha256: Metadata?.[HASH_NAME] ?? null };
    } catch (error) {
      throw isMissing(error) ? missingBlob(key, this.place.location) : error;
    }
  }

  /**
   * Copies within the server; a copy onto itself renews the object's date.
   * @throws LoopwatchError STORAGE_DAMAGED when the object does not exist, LIMIT_REACHED above 5 GiB.
   */
  async copy(fromKey: string, toKey: string): Promise<void> {
    const { sizeBytes, sha256 } = await this.requireHead(fromKey);
    if (sizeBytes > MAX_COPY_BYTES)
      throw new LoopwatchError(
        'LIMIT_REACHED',
        `The stored file ${fromKey} has ${sizeBytes} bytes; S3 copies no more than ${MAX_COPY_BYTES}`,
        'Upload it again under the other key.',
      );
    const { Bucket, Key } = this.#at(fromKey);
    const source = [Bucket, ...Key.split('/')].map(encodeURIComponent).join('/');
    const kept = sha256 === null ? {} : { Metadata: { [HASH_NAME]: sha256 } };
    const directive = fromKey === toKey ? ({ MetadataDirective: 'REPLACE', ...kept } as const) : {};
    await this.#client.send(new CopyObjectCommand({ ...this.#at(toKey), CopySource: source, ...directive }));
  }

  /** Lists the folder, one page of keys at a time. */
  async *pages(folder: string): AsyncGenerator<BlobEntry[]> {
    const { bucket, prefix } = this.place;
    const config = { client: this.#client, pageSize: this.pageKeys };
    const query = { Bucket: bucket, Prefix: `${prefix}${folder}/` };
    for await (const { Contents } of paginateListObjectsV2(config, query))
      yield (Contents ?? []).flatMap(({ Key, Size, LastModified }) =>
        Key === undefined
          ? []
          : [
              {
                key: Key.slice(prefix.length),
                sizeBytes: Size ?? 0,
                modifiedMicros: (LastModified?.getTime() ?? 0) * 1_000,
              },
            ],
      );
  }

  /** Removes at most one page of keys; missing ones are not an error. */
  async remove(keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return;
    const Objects = keys.map((key) => ({ Key: this.#at(key).Key }));
    const { Errors = [] } = await this.#client.send(
      new DeleteObjectsCommand({ Bucket: this.place.bucket, Delete: { Objects, Quiet: true } }),
    );
    const [first] = Errors.filter(({ Code }) => Code !== 'NoSuchKey');
    if (first) throw deletionError(first.Code, this.place);
  }

  /** HEAD gives the same answer for a missing bucket and a missing object, so check the bucket once. */
  async #requireBucket(): Promise<void> {
    if (this.#isSeen) return;
    const { bucket, location } = this.place;
    try {
      await this.#client.send(new HeadBucketCommand({ Bucket: bucket }));
      this.#isSeen = true;
    } catch (error) {
      if (!isMissing(error)) throw error;
      throw new LoopwatchError(
        'SETUP',
        `The bucket ${bucket} of the file storage ${location} does not exist, or these credentials may not use it`,
        'Create it, or name another one with LOOPWATCH_BLOBS.',
      );
    }
  }

  #at(key: string) {
    return { Bucket: this.place.bucket, Key: `${this.place.prefix}${key}` };
  }
}
