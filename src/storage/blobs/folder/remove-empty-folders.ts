import { rmdir } from 'node:fs/promises';
import path from 'node:path';
import { systemCodeOf } from '../../../contract/disk-errors';

const NOT_EMPTY = ['ENOTEMPTY', 'EEXIST'];

/** Removes a folder, and those that it lies in, while they are empty. The folders directly in the root stay. */
export async function removeEmptyFolders(folder: string, root: string): Promise<void> {
  for (let each = folder; path.relative(root, each).includes(path.sep); each = path.dirname(each)) {
    try {
      await rmdir(each);
    } catch (error) {
      const code = systemCodeOf(error) ?? '';
      if (NOT_EMPTY.includes(code)) return;
      if (code !== 'ENOENT') throw error;
    }
  }
}
