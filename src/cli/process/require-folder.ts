import { stat } from 'node:fs/promises';
import { LoopwatchError } from '../../contract/errors';

/** @throws LoopwatchError SETUP where the folder to ingest is missing or is a file. */
export async function requireFolder(folder: string, remedy: string): Promise<void> {
  const found = await stat(folder).catch(() => null);
  if (found?.isDirectory()) return;
  throw new LoopwatchError(
    'SETUP',
    found ? `${folder} is a file, not a folder` : `The source folder ${folder} does not exist`,
    remedy,
  );
}
