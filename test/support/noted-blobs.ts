import { stat } from 'node:fs/promises';
import type { Blobs } from '../../src/storage/blobs/blobs';
import { withLocalPath } from '../../src/storage/blobs/with-local-path';

export interface OpenedBlob {
  readonly key: string;
  readonly sizeBytes: number;
}

/** The same blobs, with a record of every opened blob. */
export function notedBlobs(blobs: Blobs, opened: OpenedBlob[]): Blobs {
  return withLocalPath(blobs, async (key) => {
    const path = await blobs.localPath(key);
    opened.push({ key, sizeBytes: (await stat(path)).size });
    return path;
  });
}
