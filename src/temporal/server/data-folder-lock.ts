import { mkdir, open, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { LoopwatchError } from '../../contract/errors';

export const LOCK_FILE = 'loopwatch.pid';

export interface FolderLock {
  release(): Promise<void>;
}

/**
 * Locks a data folder against a second Loopwatch. Replaces the lock of a dead process.
 * @throws LoopwatchError SETUP where another Loopwatch uses the folder.
 */
export async function lockDataFolder(dataDir: string): Promise<FolderLock> {
  const file = path.join(dataDir, LOCK_FILE);
  try {
    await mkdir(dataDir, { recursive: true });
  } catch (error) {
    throw new LoopwatchError(
      'SETUP',
      `The data folder ${dataDir} cannot be created`,
      'Choose another with --data-dir or LOOPWATCH_DATA.',
      {
        cause: error,
      },
    );
  }
  if (!(await tryLock(file))) {
    const holder = Number(await readFile(file, 'utf8').catch(() => ''));
    if (isAlive(holder)) {
      throw new LoopwatchError(
        'SETUP',
        `The data folder ${dataDir} is in use by another Loopwatch (process ${holder})`,
        'Stop that one, or choose another folder with --data-dir or LOOPWATCH_DATA.',
      );
    }
    await rm(file, { force: true });
    if (!(await tryLock(file)))
      throw new LoopwatchError('SETUP', `Another Loopwatch has just started in the data folder ${dataDir}`);
  }
  return { release: () => rm(file, { force: true }) };
}

async function tryLock(file: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx');
    await handle.writeFile(String(process.pid));
    await handle.close();
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
}

function hasCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
