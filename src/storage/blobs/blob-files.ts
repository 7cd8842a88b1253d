import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';

/** Lets `make` fill a new file of the folder, hands it to `use`, which may move it away, and leaves nothing of it behind. */
export async function withFileAside<M, U>(
  folder: string,
  make: (path: string) => Promise<M> | M,
  use: (path: string, made: M) => Promise<U>,
): Promise<U> {
  const aside = path.join(folder, randomUUID());
  await mkdir(folder, { recursive: true });
  try {
    return await use(aside, await make(aside));
  } finally {
    await rm(aside, { force: true });
  }
}

/** Moves a file, whole and safe from a loss of power, to where it shall be. */
export async function publishFile(aside: string, target: string): Promise<void> {
  await flush(aside);
  await mkdir(path.dirname(target), { recursive: true });
  await rename(aside, target);
  await flush(path.dirname(target));
}

async function flush(file: string): Promise<void> {
  const handle = await open(file, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

const systemErrorSchema = z.object({ code: z.string() });

/** The code of a failure of the operating system, as ENOENT; null where it is none. */
export function systemCodeOf(error: unknown): string | null {
  return systemErrorSchema.safeParse(error).data?.code ?? null;
}

/** What the call gives; null where the file or folder is not there, or a file is where a folder would be. */
export async function unlessAbsent<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await call;
  } catch (error) {
    const code = systemCodeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw error;
  }
}
