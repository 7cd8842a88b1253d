import type { BucketedSegment } from '../../frames/log/read-log';
import type { Blobs } from '../../storage/blobs/blobs';
import type { Segment } from '../../storage/catalogue/log-catalogue';

/** The segments as local files, in the same order. */
export function segmentFiles(blobs: Blobs, segments: readonly Segment[]): Promise<BucketedSegment[]> {
  return Promise.all(
    segments.map(async ({ key, corrections, buckets }) => ({
      path: await blobs.localPath(key),
      corrections,
      buckets,
    })),
  );
}
