import { mkdir, open } from 'node:fs/promises';
import path from 'node:path';

/** Folders with a new name in them that is not synced yet, and how many calls are about to. */
const unsynced = new Map<string, number>();

/** Makes a folder and its parents, where they are missing; they survive a power cut. */
export async function makeFolder(folder: string): Promise<void> {
  const target = path.resolve(folder);
  const firstMade = await mkdir(target, { recursive: true });
  const own = firstMade === undefined ? [] : parentsOf(target, path.resolve(firstMade));
  for (const parent of own) unsynced.set(parent, (unsynced.get(parent) ?? 0) + 1);
  // Another call may have made a part of the path, and not synced it yet, or may have failed to.
  const others = [...unsynced.keys()].filter(
    (parent) => !own.includes(parent) && target.startsWith(`${parent}${path.sep}`),
  );
  for (const parent of [...own, ...others]) await syncToDisk(parent);
  for (const parent of own) {
    const left = (unsynced.get(parent) ?? 0) - 1;
    if (left > 0) unsynced.set(parent, left);
    else unsynced.delete(parent);
  }
}

/** The folders that got a new name. */
function parentsOf(target: string, firstMade: string): string[] {
  const parents: string[] = [];
  for (let made = target; made.length >= firstMade.length; made = path.dirname(made))
    parents.push(path.dirname(made));
  return parents;
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
