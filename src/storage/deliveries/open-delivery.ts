import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { isCode, LoopwatchError } from '../../contract/errors';
import type { Delivery } from '../../contract/file-reading';
import { sha256Of } from '../blobs/blob-files';
import type { Blobs } from '../blobs/blobs';

export const DELIVERIES_FOLDER = 'deliveries';
/** The ending of compressed deliveries; others are as they came. */
export const COMPRESSED = 'gz';

/** Finds the delivery of a content by its hash: the base of a file that grew. */
export type FindDelivery = (sha256: string) => Delivery | null;

/**
 * Writes the whole content of a delivered file, as it was read.
 * @throws LoopwatchError STORAGE_DAMAGED where a part of it is missing or damaged
 */
export async function openDelivery(
  blobs: Blobs,
  delivery: Delivery,
  find: FindDelivery,
  toPath: string,
): Promise<void> {
  const parts = partsOf(delivery, find);
  for (const [index, { key }] of parts.entries()) {
    const from = createReadStream(await blobs.localPath(key));
    const to = createWriteStream(toPath, { flags: index === 0 ? 'w' : 'a' });
    if (key.endsWith(`.${COMPRESSED}`)) await pipeline(from, createGunzip(), to);
    else await pipeline(from, to);
  }
  if ((await sha256Of(toPath)) === delivery.sha256) return;
  throw incomplete(delivery, `its parts give other content`);
}

/** Like `openDelivery`. @returns false where a part of it is missing or damaged */
export async function openIfKept(...asked: Parameters<typeof openDelivery>): Promise<boolean> {
  try {
    await openDelivery(...asked);
    return true;
  } catch (error) {
    if (isCode(error, 'STORAGE_DAMAGED')) return false;
    throw error;
  }
}

/** The delivery and everything that it grew from, oldest first. */
function partsOf(delivery: Delivery, find: FindDelivery): Delivery[] {
  const parts = [delivery];
  for (let base = delivery.base; base !== null; ) {
    const earlier = find(base.sha256);
    if (!earlier || earlier.sizeBytes >= (parts[0]?.sizeBytes ?? 0))
      throw incomplete(delivery, 'what it grew from is not kept');
    parts.unshift(earlier);
    base = earlier.base;
  }
  return parts;
}

function incomplete({ key }: Delivery, why: string): LoopwatchError {
  return new LoopwatchError('STORAGE_DAMAGED', `The delivered file ${key} cannot be opened: ${why}`);
}
