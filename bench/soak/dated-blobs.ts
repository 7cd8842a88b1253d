import type { Blobs } from '../../src/storage/blobs/blobs';
import { withLocalPath } from '../../src/storage/blobs/with-local-path';

/** The same blobs, whose files have the dates of a simulated clock: the sweep and the trash go by them. */
export function datedBlobs(blobs: Blobs, clock: () => number): Blobs {
  const dates = new Map<string, number>();
  return {
    ...withLocalPath(blobs, (key) => blobs.localPath(key)),
    async write(key, make) {
      const made = await blobs.write(key, make);
      dates.set(key, clock());
      return made;
    },
    async writeHashed(prefix, extension, make) {
      const written = await blobs.writeHashed(prefix, extension, make);
      dates.set(written.key, clock());
      return written;
    },
    async create(key, make) {
      const isFirst = await blobs.create(key, make);
      if (isFirst) dates.set(key, clock());
      return isFirst;
    },
    async copy(fromKey, toKey) {
      await blobs.copy(fromKey, toKey);
      dates.set(toKey, clock());
    },
    async *list(folder) {
      for await (const entry of blobs.list(folder))
        yield { ...entry, modifiedMicros: dates.get(entry.key) ?? clock() };
    },
    async remove(key) {
      await blobs.remove(key);
      dates.delete(key);
    },
    async removeFolder(folder) {
      await blobs.removeFolder(folder);
      for (const key of dates.keys()) if (key.startsWith(`${folder}/`)) dates.delete(key);
    },
  };
}
