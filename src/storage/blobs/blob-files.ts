import { createHash, randomUUID } from 'node:crypto';
import { closeSync, constants, openSync, readSync } from 'node:fs';
import { copyFile, link, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { systemCodeOf } from '../../contract/disk-errors';
import { makeFolder, syncToDisk } from '../synced-folder';

const MOVE_ATTEMPTS = 5;
const HASHED_AT_ONCE_BYTES = 1 << 20;
const MAX_KEPT_BUFFERS = 4;

/** A new buffer for each part of a file costs more than its hash. */
const buffers: Buffer[] = [];

/** Creates a temporary file in the folder with `make`, passes it to `use`, which may move it, and removes what is left. */
export async function withTempFile<M, U>(
  folder: string,
  make: (path: string) => Promise<M> | M,
  use: (path: string, made: M) => Promise<U>,
): Promise<U> {
  const temp = path.join(folder, randomUUID());
  await makeFolder(folder);
  try {
    return await use(temp, await make(temp));
  } finally {
    await rm(temp, { force: true });
  }
}

/** Moves a complete file to its target; it survives a power cut. */
export async function publishFile(file: string, target: string): Promise<void> {
  await moveSynced(file, target, rename);
  await syncToDisk(path.dirname(target));
}

/** Like `publishFile`, but never replaces a file. @returns false where the target exists. */
export async function publishFirst(file: string, target: string): Promise<boolean> {
  try {
    await moveSynced(file, target, linkOrCopyNew);
  } catch (error) {
    if (systemCodeOf(error) === 'EEXIST') return false;
    throw error;
  }
  await syncToDisk(path.dirname(target));
  return true;
}

/** Like `publishFile`, but survives a power cut only once another file was published in the same folder. */
export function publishBeside(file: string, target: string): Promise<void> {
  return moveSynced(file, target, rename);
}

async function moveSynced(
  file: string,
  target: string,
  move: (file: string, target: string) => Promise<void>,
): Promise<void> {
  await syncToDisk(file);
  for (let attempt = 1; ; attempt++) {
    try {
      await makeFolder(path.dirname(target));
      await move(file, target);
      return;
    } catch (error) {
      // Whoever removed the last file of the folder removes the folder too.
      if (attempt === MOVE_ATTEMPTS || systemCodeOf(error) !== 'ENOENT') throw error;
    }
  }
}

async function linkOrCopyNew(file: string, target: string): Promise<void> {
  try {
    await link(file, target);
  } catch (error) {
    const code = systemCodeOf(error);
    if (code === 'ENOENT' || code === 'EEXIST') throw error;
    // Some file systems have no hard links.
    await copyFile(file, target, constants.COPYFILE_EXCL);
    await syncToDisk(target);
  }
}

export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  const buffer = buffers.pop() ?? Buffer.allocUnsafeSlow(HASHED_AT_ONCE_BYTES);
  const handle = await open(file);
  try {
    for (let read = await handle.read(buffer); read.bytesRead > 0; read = await handle.read(buffer))
      hash.update(buffer.subarray(0, read.bytesRead));
  } finally {
    await handle.close();
    if (buffers.length < MAX_KEPT_BUFFERS) buffers.push(buffer);
  }
  return hash.digest('hex');
}

const FRESH_AT_ONCE_BYTES = 1 << 18;
const FRESH_BETWEEN_TURNS = 32;

/**
 * The same for a file that was just written: it is in memory, so that waiting for each part costs more than reading it.
 */
export async function sha256OfFresh(file: string): Promise<string> {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(FRESH_AT_ONCE_BYTES);
  const descriptor = openSync(file, 'r');
  try {
    for (let part = 1; ; part++) {
      const bytesRead = readSync(descriptor, buffer);
      if (bytesRead === 0) return hash.digest('hex');
      hash.update(buffer.subarray(0, bytesRead));
      if (part % FRESH_BETWEEN_TURNS === 0) await setImmediate();
    }
  } finally {
    closeSync(descriptor);
  }
}

/** The call's result; null when the file or folder does not exist, or when a folder of its path is a file. */
export async function unlessAbsent<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await call;
  } catch (error) {
    const code = systemCodeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw error;
  }
}
