import { fileURLToPath } from 'node:url';
import { LoopwatchError } from '../../contract/errors';
import type { Blobs } from './blobs';
import { FolderBlobs } from './folder/folder-blobs';
import type { BlobCacheOptions } from './s3/blob-cache-room';
import { parseS3Place } from './s3/s3-place';
import { withDiskErrors } from './with-disk-errors';

/**
 * Opens the blobs of LOOPWATCH_BLOBS: `file:<folder>` or `s3://bucket/prefix?path-style=true`. Does not contact a server.
 * @param cache for blobs read from S3; a folder needs no cache.
 * @throws LoopwatchError SETUP for any other address.
 */
export async function openBlobs(url: string, cache: BlobCacheOptions): Promise<Blobs> {
  const folder = blobFolderOf(url);
  if (folder !== null) return withDiskErrors(new FolderBlobs(folder));
  const place = parseS3Place(url);
  // Loaded only when needed: it is large.
  const { S3Blobs } = await import('./s3/s3-blobs.js');
  return withDiskErrors(new S3Blobs(place, { cache }));
}

/** The folder of a `file:` address, a path or a URL; null for any other address. */
export function blobFolderOf(url: string): string | null {
  if (!url.startsWith('file:')) return null;
  const folder = url.slice('file:'.length);
  if (folder.startsWith('//')) {
    if (URL.canParse(url) && new URL(url).hostname === '') return fileURLToPath(url);
  } else if (folder !== '') return folder;
  throw new LoopwatchError('SETUP', 'LOOPWATCH_BLOBS must name a folder of this machine after file:');
}
