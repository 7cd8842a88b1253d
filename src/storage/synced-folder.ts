import { mkdir, open } from 'node:fs/promises';
import path from 'node:path';

/** Folders that are being made: a file in them survives a power cut only after that. */
const making = new Set<Promise<void>>();

/** Makes a folder and its parents, where they are missing; they survive a power cut. */
export async function makeFolder(folder: string): Promise<void> {
  const firstMade = await mkdir(folder, { recursive: true });
  if (firstMade !== undefined) {
    const made = syncParents(folder, firstMade).finally(() => making.delete(made));
    making.add(made);
  }
  // Another call may have made the folder, and not synced it yet.
  await Promise.all(making);
}

async function syncParents(folder: string, firstMade: string): Promise<void> {
  for (let made = path.resolve(folder); made.length >= firstMade.length; made = path.dirname(made))
    await syncToDisk(path.dirname(made));
}

/** Of a file its content, of a folder the names in it: they survive a power cut from then on. */
export async function syncToDisk(file: string): Promise<void> {
  const handle = await open(file, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
