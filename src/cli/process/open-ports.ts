import path from 'node:path';
import type { ActivityPorts } from '../../activities/ports';
import { blobsIn } from '../../config/blob-settings';
import { catalogueUrlIn } from '../../config/catalogue-settings';
import type { Settings } from '../../config/settings';
import { openBlobs } from '../../storage/blobs/open-blobs';
import type { BlobCacheOptions } from '../../storage/blobs/s3/blob-cache-room';
import { committedCatalogue, followAllCommits } from '../../storage/commits/committed-catalogue';
import { requireOwnBlobs } from '../../storage/require-own-blobs';
import { openCatalogue } from '../../storage/sql/open-catalogue';

/** The ports that every role needs. */
export type Ports = Pick<ActivityPorts, 'catalogue' | 'blobs' | 'clock'>;

/** Where Loopwatch keeps its data. */
export type Places = Pick<Settings, 'dataDir' | 'catalogueUrl' | 'blobs'>;

/** The places inside one folder, whatever the settings say. */
export function placesIn(dataDir: string): Places {
  return { dataDir, catalogueUrl: catalogueUrlIn(dataDir), blobs: blobsIn(dataDir) };
}

/**
 * Opens the catalogue and the blobs, with the machine's clock.
 * @throws LoopwatchError SETUP where they do not belong together
 */
export async function openPorts(places: Places): Promise<Ports> {
  const catalogue = await openCatalogue(places.catalogueUrl);
  try {
    const blobs = await openBlobs(places.blobs.url, blobCacheOf(places));
    await requireOwnBlobs({ catalogue, blobs });
    await followAllCommits(catalogue, blobs);
    return { catalogue: committedCatalogue(catalogue, blobs), blobs, clock: nowMicros };
  } catch (error) {
    await catalogue.close();
    throw error;
  }
}

/** Files from S3 are read through a folder on this machine. */
export function blobCacheOf({ dataDir, blobs }: Places): BlobCacheOptions {
  return { folder: path.join(dataDir, 'blob-cache'), maxBytes: blobs.cacheBytes, nowMicros };
}

/** The machine's clock. Only the edges of the program read it: inner code gets "now" as a parameter. */
export function nowMicros(): number {
  return Date.now() * 1_000;
}
