import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { LoopwatchError } from '../../contract/errors';

/**
 * The path of an entry of a folder, with its links followed. The caller need not trust the name.
 * @returns null where a link leads out of the folder @throws LoopwatchError SOURCE_UNREADABLE where the name is not that of
 * an entry; an error of the system where there is no such file.
 */
export async function containedPath(folder: string, name: string): Promise<string | null> {
  if (['', '.', '..'].includes(name) || name !== path.basename(name))
    throw new LoopwatchError(
      'SOURCE_UNREADABLE',
      `${JSON.stringify(name.slice(0, 80))} is no file of ${folder}`,
    );
  const [inside, real] = await Promise.all([realpath(folder), realpath(path.join(folder, name))]);
  const [first = ''] = path.relative(inside, real).split(path.sep);
  return first === '' || first === '..' || path.isAbsolute(first) ? null : real;
}
