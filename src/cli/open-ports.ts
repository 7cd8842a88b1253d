import path from 'node:path';
import type { ActivityPorts } from '../activities/ports';
import { FolderBlobs } from '../store/folder-blobs';
import { openSqliteCatalogue } from '../store/sqlite-catalogue';

/** What every role works on. */
export type Ports = Pick<ActivityPorts, 'catalogue' | 'blobs' | 'clock'>;

export function catalogueFile(dataDir: string): string {
  return path.join(dataDir, 'catalogue.db');
}

/** Opens what a data folder holds, with the machine's clock. */
export async function openPorts(dataDir: string): Promise<Ports> {
  return {
    catalogue: await openSqliteCatalogue(catalogueFile(dataDir)),
    blobs: new FolderBlobs(path.join(dataDir, 'blobs')),
    clock: nowMicros,
  };
}

/** The machine's clock, for the edges of the program alone: everything within is handed its "now". */
export function nowMicros(): number {
  return Date.now() * 1_000;
}
