import path from 'node:path';
import type { ActivityPorts } from '../activities/ports';
import { blobsIn } from '../config/blob-variables';
import { catalogueUrlIn } from '../config/catalogue-variables';
import type { Settings } from '../config/settings';
import type { NoticeSettings } from '../contract/notices';
import type { PollSource } from '../sources/source';
import type { BlobCacheOptions } from '../store/blob-cache-room';
import { openBlobs } from '../store/open-blobs';
import { openCatalogue } from '../store/open-catalogue';

/** For who tells nobody. */
const NO_NOTICES: NoticeSettings = { mail: null, allowPrivateWebhooks: false, publicUrl: '' };

/** Where Loopwatch keeps what it knows. */
export type Places = Pick<Settings, 'dataDir' | 'catalogueUrl' | 'blobs'>;

/** Those of a folder that has everything, whatever the settings say. */
export function placesIn(dataDir: string): Places {
  return { dataDir, catalogueUrl: catalogueUrlIn(dataDir), blobs: blobsIn(dataDir) };
}

/** Opens what these places hold, with the machine's clock. Only a worker needs sources and notices. */
export async function openPorts(
  places: Places,
  sources: readonly PollSource[] = [],
  notices: NoticeSettings = NO_NOTICES,
): Promise<ActivityPorts> {
  return {
    catalogue: await openCatalogue(places.catalogueUrl),
    blobs: await openBlobs(places.blobs.url, blobCacheOf(places)),
    sources,
    notices,
    clock: nowMicros,
  };
}

/** What S3 keeps is read through a folder of this machine. */
export function blobCacheOf({ dataDir, blobs }: Places): BlobCacheOptions {
  return { folder: path.join(dataDir, 'blob-cache'), maxBytes: blobs.cacheBytes, nowMicros };
}

/** The machine's clock, for the edges of the program alone: everything within is handed its "now". */
export function nowMicros(): number {
  return Date.now() * 1_000;
}
