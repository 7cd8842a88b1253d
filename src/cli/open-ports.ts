import path from 'node:path';
import type { ActivityPorts } from '../activities/ports';
import type { NoticeSettings } from '../contract/notices';
import type { PollSource } from '../sources/source';
import { FolderBlobs } from '../store/folder-blobs';
import { openSqliteCatalogue } from '../store/sqlite-catalogue';

/** For who tells nobody. */
const NO_NOTICES: NoticeSettings = { mail: null, allowPrivateWebhooks: false, publicUrl: '' };

export function catalogueFile(dataDir: string): string {
  return path.join(dataDir, 'catalogue.db');
}

/** Opens what a data folder holds, with the machine's clock. Only a worker needs sources and notices. */
export async function openPorts(
  dataDir: string,
  sources: readonly PollSource[] = [],
  notices: NoticeSettings = NO_NOTICES,
): Promise<ActivityPorts> {
  return {
    catalogue: await openSqliteCatalogue(catalogueFile(dataDir)),
    blobs: new FolderBlobs(path.join(dataDir, 'blobs')),
    sources,
    notices,
    clock: nowMicros,
  };
}

/** The machine's clock, for the edges of the program alone: everything within is handed its "now". */
export function nowMicros(): number {
  return Date.now() * 1_000;
}
