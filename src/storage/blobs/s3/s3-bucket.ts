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
import { createS3Client } from './s3-client';
import { deletionError, isMissing, missingBlob } from './s3-errors';
import type { S3Place } from './s3-place';
import { uploadFile } from './s3-upload';

/** What the protocol copies in one call. */
const MAX_COPY_BYTES = 5 * 1024 ** 3;

/** What a bucket says of an object. */
export interface S3Object {
  /** Another one means another content. */
  readonly etag: string;
  readonly sizeBytes: number;
  readonly modifiedMicros: number;
}

/** The calls to a bucket, by our keys. Failures come as the SDK has them: `S3Blobs` puts them into our words. */
export class S3Bucket {
  readonly #client;
  #isSeen = false;

  constructor(
    readonly place: S3Place,
    /** Of one part of an upload; a smaller file goes up at once. */
    readonly partBytes: number,
    readonly pageKeys: number,
  ) {
    this.#client = createS3Client(place);
  }

  /** @returns null where there is none. */
  async head(key: string): Promise<S3Object | null> {
    try {
      const found = await this.#client.send(new HeadObjectCommand(this.#at(key)));
      this.#isSeen = true;
      const sizeBytes = found.ContentLength ?? 0;
      const modifiedMicros = (found.LastModified?.getTime() ?? 0) * 1_000;
      return { etag: found.ETag ?? `${sizeBytes}-${modifiedMicros}`, sizeBytes, modifiedMicros };
    } catch (error) {
      if (!isMissing(error)) throw error;
      await this.#requireBucket();
      return null;
    }
  }

  /** @throws LoopwatchError STORAGE_DAMAGED where there is none. */
  async requireHead(key: string): Promise<S3Object> {
    const found = await this.head(key);
    if (!found) throw missingBlob(key, this.place);
    return found;
  }

  /** @returns the ETag. */
  async put(key: string, file: string, { onlyIfNone }: { readonly onlyIfNone: boolean }): Promise<string> {
    const { size: sizeBytes } = await stat(file);
    const { Bucket: bucket, Key: objectKey } = this.#at(key);
    const { partBytes } = this;
    return uploadFile(this.#client, { bucket, objectKey, file, sizeBytes, partBytes, onlyIfNone });
  }

  /** Fills the file. @returns the ETag of what it was filled with. @throws LoopwatchError STORAGE_DAMAGED where there is none. */
  async download(key: string, file: string): Promise<string> {
    try {
      const { Body, ETag } = await this.#client.send(new GetObjectCommand(this.#at(key)));
      if (!(Body instanceof Readable)) throw new Error('The answer has no body');
      // Fails where the answer ends before its length, or is not what its checksum says.
      await pipeline(Body, createWriteStream(file));
      return ETag ?? '';
    } catch (error) {
      throw isMissing(error) ? missingBlob(key, this.place) : error;
    }
  }

  /**
   * Within the server; onto itself it makes an object young again.
   * @throws LoopwatchError STORAGE_DAMAGED where there is none, LIMIT_REACHED above 5 GiB.
   */
  async copy(fromKey: string, toKey: string): Promise<void> {
    const { sizeBytes } = await this.requireHead(fromKey);
    if (sizeBytes > MAX_COPY_BYTES)
      throw new LoopwatchError(
        'LIMIT_REACHED',
        `The stored file ${fromKey} has ${sizeBytes} bytes; S3 copies no more than ${MAX_COPY_BYTES}`,
        'Write it anew under the other key.',
      );
    const { Bucket, Key } = this.#at(fromKey);
    const source = [Bucket, ...Key.split('/')].map(encodeURIComponent).join('/');
    const directive = fromKey === toKey ? ({ MetadataDirective: 'REPLACE' } as const) : {};
    await this.#client.send(new CopyObjectCommand({ ...this.#at(toKey), CopySource: source, ...directive }));
  }

  /** A page of keys at a time, as the server has them. */
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

  /** A page of keys at most; those that are not there are fine. */
  async remove(keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return;
    const Objects = keys.map((key) => ({ Key: this.#at(key).Key }));
    const { Errors = [] } = await this.#client.send(
      new DeleteObjectsCommand({ Bucket: this.place.bucket, Delete: { Objects, Quiet: true } }),
    );
    const [first] = Errors.filter(({ Code }) => Code !== 'NoSuchKey');
    if (first) throw deletionError(first.Code, this.place);
  }

  /** Of a missing bucket HEAD says the same as of a missing object, so that is asked once. */
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
        `There is no bucket ${bucket} for the store of files ${location}, or it is not for these credentials`,
        'Make it, or name another with LOOPWATCH_BLOBS.',
      );
    }
  }

  #at(key: string) {
    return { Bucket: this.place.bucket, Key: `${this.place.prefix}${key}` };
  }
}
