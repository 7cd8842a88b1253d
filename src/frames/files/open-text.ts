import { rm } from 'node:fs/promises';
import { unpackTo } from '../../unpack/unpack-to';
import { copyAsUtf8 } from './utf8-copy';

export interface OpenText {
  readonly path: string;
  /** Whether it is a copy: positions in it are not those of the file. */
  readonly isCopy: boolean;
  /** Removes the copy. */
  remove(): Promise<void>;
}

/**
 * The text of a file in UTF-8: unpacked, of a sheet, and out of UTF-16.
 * @param copyPath copies get this name and an ending.
 * @throws LoopwatchError FILE_REJECTED where the file holds no text.
 */
export async function openText(path: string, sheet: string | null, copyPath: string): Promise<OpenText> {
  const [unpackedPath, utf8Path] = [`${copyPath}.unpacked`, `${copyPath}.utf8`];
  const remove = async () => {
    await rm(unpackedPath, { force: true });
    await rm(utf8Path, { force: true });
  };
  try {
    const unpacked = (await unpackTo(path, unpackedPath, sheet)) ? unpackedPath : path;
    const text = (await copyAsUtf8(unpacked, utf8Path)) ? utf8Path : unpacked;
    return { path: text, isCopy: text !== path, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
