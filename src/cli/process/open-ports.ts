import path from 'node:path';
import type { ActivityPorts } from '../../activities/ports';
import { blobsIn } from '../../config/blob-settings';
import { catalogueUrlIn } from '../../config/catalogue-settings';
import type { Settings } from '../../config/settings';
import { openBlobs } from '../../storage/blobs/open-blobs';
import type { BlobCacheOptions } from '../../storage/blobs/s3/blob-cache-room';
import { openCatalogue } from '../../storage/sql/open-catalogue';

/** What every role works on. */
export type Ports = Pick<ActivityPorts, 'catalogue' | 'blobs' | 'clock'>;

/** Where Loopwatch keeps what it knows. */
export type Places = Pick<Settings, 'dataDir' | 'catalogueUrl' | 'blobs'>;

/** Those of a folder that has everything, whatever the settings say. */
export function placesIn(dataDir: string): Places {
  return { dataDir, catalogueUrl: catalogueUrlIn(dataDir), blobs: blobsIn(dataDir) };
}

/** Opens what these places hold, with the machine's clock. */
export async function openPorts(places: Places): Promise<Ports> {
  return {
    catalogue: await openCatalogue(places.catalogueUrl),
    blobs: await openBlobs(places.blobs.url, blobCacheOf(places)),
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
