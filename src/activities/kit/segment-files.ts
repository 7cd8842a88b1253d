import type { BucketedSegment } from '../../frames/log/log-frame';
import type { Blobs } from '../../store/blobs';
import type { Segment } from '../../store/catalogue';

/** The segments as files of this machine, in their order. */
export function segmentFiles(blobs: Blobs, segments: readonly Segment[]): Promise<BucketedSegment[]> {
  return Promise.all(
    segments.map(async ({ key, corrections, buckets }) => ({
      path: await blobs.localPath(key),
      corrections,
      buckets,
    })),
  );
}
