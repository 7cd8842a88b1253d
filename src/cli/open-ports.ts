import path from 'node:path';
import type { ActivityPorts } from '../activities/ports';
import { FolderSource } from '../sources/folder-source';
import { FolderBlobs } from '../store/folder-blobs';
import { openSqliteCatalogue } from '../store/sqlite-catalogue';

/** Opens what a data folder holds, with the machine's clock. */
export async function openPorts(folders: {
  readonly dataDir: string;
  readonly sourceDir: string;
}): Promise<ActivityPorts> {
  return {
    catalogue: await openSqliteCatalogue(path.join(folders.dataDir, 'catalogue.db')),
    blobs: new FolderBlobs(path.join(folders.dataDir, 'blobs')),
    sources: [new FolderSource(folders.sourceDir)],
    clock: nowMicros,
  };
}

/** The machine's clock, for the edges of the program alone: everything within is handed its "now". */
export function nowMicros(): number {
  return Date.now() * 1_000;
}
