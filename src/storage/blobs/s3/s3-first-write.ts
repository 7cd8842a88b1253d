import { stat } from 'node:fs/promises';
import { LoopwatchError } from '../../../contract/errors';
import { MICROS_PER_HOUR } from '../../../domain/time/instants';
import type { S3Bucket, S3Object } from './s3-bucket';
import { isContested, isTaken } from './s3-errors';

const ATTEMPTS = 5;
const YOUNG_MICROS = MICROS_PER_HOUR;

/**
 * Writes content under its content key, unless it exists already. Of several writers at once, one writes.
 * @throws LoopwatchError STORAGE_DAMAGED when the object there has another size.
 */
export async function writeFirst(
  bucket: S3Bucket,
  key: string,
  { file, sha256 }: { readonly file: string; readonly sha256: string },
  nowMicros: () => number,
): Promise<void> {
  const { size } = await stat(file);
  // A multipart upload is refused only at its end: check before.
  let there = size > bucket.multipartBytes ? await bucket.head(key) : null;
  for (let attempt = 1; attempt <= ATTEMPTS && !there; attempt++) {
    try {
      await bucket.put(key, file, { sha256, onlyIfNone: true });
      return;
    } catch (error) {
      if (!isTaken(error) && !isContested(error)) throw error;
      there = await bucket.head(key);
    }
  }
  if (!there)
    throw new LoopwatchError('STORAGE_CONFLICT', `Other processes write and remove ${key} at the same time`);
  if (there.sizeBytes !== size) throw notTheSame(bucket, key, there, size);
  // The sweep removes unreferenced files by age: this one was just written again, so renew its date.
  if (nowMicros() - there.modifiedMicros > YOUNG_MICROS) await bucket.copy(key, key);
}

/**
 * Writes an object, unless the key has one already. @returns whether this call wrote it: after a lost answer the SDK
 * asks again, and is refused for its own object.
 */
export async function createObject(
  bucket: S3Bucket,
  key: string,
  { file, sha256 }: { readonly file: string; readonly sha256: string },
): Promise<boolean> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    try {
      await bucket.put(key, file, { sha256, onlyIfNone: true });
      return true;
    } catch (error) {
      if (!isTaken(error) && !isContested(error)) throw error;
      const there = await bucket.head(key);
      if (there) return there.sha256 === sha256;
    }
  }
  throw new LoopwatchError('STORAGE_CONFLICT', `Other processes write and remove ${key} at the same time`);
}

function notTheSame({ place }: S3Bucket, key: string, { sizeBytes }: S3Object, size: number): LoopwatchError {
  return new LoopwatchError(
    'STORAGE_DAMAGED',
    `The stored file ${key} has ${sizeBytes} bytes in ${place.location} instead of ${size}`,
    'Restore it from the backup or an older version in the bucket.',
  );
}
