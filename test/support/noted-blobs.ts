import { stat } from 'node:fs/promises';
import type { Blobs } from '../../src/storage/blobs/blobs';

export interface OpenedBlob {
  readonly key: string;
  readonly sizeBytes: number;
}

/** The same blobs, with a record of every opened blob. */
export function notedBlobs(blobs: Blobs, opened: OpenedBlob[]): Blobs {
  return {
    location: blobs.location,
    write: (key, make) => blobs.write(key, make),
    writeHashed: (prefix, extension, make) => blobs.writeHashed(prefix, extension, make),
    create: (key, make) => blobs.create(key, make),
    check: (key) => blobs.check(key),
    async localPath(key) {
      const path = await blobs.localPath(key);
      opened.push({ key, sizeBytes: (await stat(path)).size });
      return path;
    },
    scratchPath: (key) => blobs.scratchPath(key),
    exists: (key) => blobs.exists(key),
    sizeBytes: (key) => blobs.sizeBytes(key),
    copy: (fromKey, toKey) => blobs.copy(fromKey, toKey),
    list: (prefix) => blobs.list(prefix),
    remove: (key) => blobs.remove(key),
    removeFolder: (prefix) => blobs.removeFolder(prefix),
  };
}
