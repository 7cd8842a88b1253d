import { createReadStream } from 'node:fs';
import { z } from 'zod';
import { diskErrorOf, systemCodeOf } from '../../contract/disk-errors';
import type { LoopwatchError } from '../../contract/errors';

/** Reading gives none of these: they are of the disk that is written to, or of this process. */
const OF_WRITING: readonly (string | null)[] = ['ENOSPC', 'EDQUOT', 'EFBIG', 'EROFS', 'EMFILE', 'ENFILE'];
const OF_PROCESS: readonly (string | null)[] = ['EMFILE', 'ENFILE'];

const pathSchema = z.object({ path: z.string() });

/**
 * What was wrong with copying a file of a source, if the source is not at fault: the disk of the copy, or this process.
 * null: the source is at fault.
 */
export async function faultOfCopy(
  error: unknown,
  from: string,
  toPath: string,
): Promise<LoopwatchError | null> {
  const fault = diskErrorOf(error, toPath);
  if (fault === null || OF_WRITING.includes(systemCodeOf(error))) return fault;
  const isOfCopy = pathSchema.safeParse(error).data?.path === toPath;
  // An error of copying names both files: the source is at fault if it cannot be read by itself.
  return isOfCopy || (await isReadable(from)) ? fault : null;
}

/** No more handles: no fault of the source or of its disk. null: another error. */
export function faultOfProcess(error: unknown): LoopwatchError | null {
  return OF_PROCESS.includes(systemCodeOf(error)) ? diskErrorOf(error) : null;
}

async function isReadable(path: string): Promise<boolean> {
  try {
    for await (const _chunk of createReadStream(path));
    return true;
  } catch {
    return false;
  }
}
