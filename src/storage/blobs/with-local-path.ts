import type { Blobs } from './blobs';

/** The same blobs, opened in another way. */
export function withLocalPath(blobs: Blobs, localPath: Blobs['localPath']): Blobs {
  return {
    location: blobs.location,
    isLocal: blobs.isLocal,
    write: (key, make, sha256Of) => blobs.write(key, make, sha256Of),
    writeHashed: (prefix, extension, make) => blobs.writeHashed(prefix, extension, make),
    create: (key, make) => blobs.create(key, make),
    localPath,
    check: (key) => blobs.check(key),
    scratchPath: (key) => blobs.scratchPath(key),
    exists: (key) => blobs.exists(key),
    sizeBytes: (key) => blobs.sizeBytes(key),
    copy: (fromKey, toKey) => blobs.copy(fromKey, toKey),
    list: (folder) => blobs.list(folder),
    remove: (key) => blobs.remove(key),
    removeFolder: (folder) => blobs.removeFolder(folder),
  };
}
