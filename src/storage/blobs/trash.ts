import type { Blobs } from './blobs';

const TRASH = 'trash';

/** Moves a file of data to the trash, where it stays under the same key for a while. */
export async function moveToTrash(blobs: Blobs, key: string): Promise<void> {
  await blobs.copy(key, `${TRASH}/${key}`);
  await blobs.remove(key);
}

/** Copies a file back from the trash. @returns false where the trash does not have it */
export async function restoreFromTrash(blobs: Blobs, key: string): Promise<boolean> {
  const trashed = `${TRASH}/${key}`;
  if (!(await blobs.exists(trashed))) return false;
  await blobs.copy(trashed, key);
  return true;
}

/** Removes at most so many files that have been in the trash since before the instant; the next sweep goes on. */
export async function emptyTrash(blobs: Blobs, beforeMicros: number, limit: number): Promise<void> {
  let files = 0;
  for await (const { key, modifiedMicros } of blobs.list(TRASH)) {
    if (modifiedMicros >= beforeMicros) continue;
    if (files === limit) return;
    await blobs.remove(key);
    files++;
  }
}
