import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { BlobSettings } from '../../config/blob-settings';
import { describeError, LoopwatchError } from '../../contract/errors';
import { blobFolderOf, openBlobs } from '../../storage/blobs/open-blobs';
import { nowMicros } from '../process/open-ports';
import { checkWritable } from './check-machine';
import { type Finding, ok, problem } from './finding';

const REMEDY = 'Check LOOPWATCH_BLOBS: docs/operations.md lists what it can be.';

/** Writes a small blob to the configured place and removes it. */
export async function checkBlobStore({ url }: Pick<BlobSettings, 'url'>): Promise<Finding> {
  try {
    const folder = blobFolderOf(url);
    if (folder === null) return await tryBucket(url);
    return await checkWritable(path.resolve(folder), 'Blob folder', 'LOOPWATCH_BLOBS');
  } catch (error) {
    const remedy = error instanceof LoopwatchError ? error.remedy : null;
    return problem(error instanceof LoopwatchError ? error.message : describeError(error), remedy ?? REMEDY);
  }
}

async function tryBucket(url: string): Promise<Finding> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'loopwatch-doctor-'));
  try {
    const blobs = await openBlobs(url, { folder, maxBytes: 0, nowMicros });
    const key = `probe/${randomUUID()}`;
    await blobs.write(key, (file) => writeFile(file, key));
    const found = await blobs.exists(key);
    await blobs.remove(key);
    return found
      ? ok(`Blobs ${blobs.location} can be read and written`)
      : problem(`Blobs ${blobs.location} do not hold a file that was just written`, REMEDY);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
