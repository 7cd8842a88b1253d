import type { Compacted, CompactRequest } from '../../contract/maintenance';
import { bucketRange } from '../../domain/log/buckets';
import { cellsOf, overlaps, refOf } from '../../domain/log/plan-compaction';
import type { LogVersion, Segment, StoredSegment } from '../../storage/catalogue/log-catalogue';
import { segmentFiles } from '../kit/segment-files';
import type { ActivityPorts } from '../ports';
import { requireIntact } from '../remake/healing-blobs';

/**
 * Merges a group of segments into one for each UTC day and partition. Does nothing where a segment of the group is no
 * longer in the log.
 */
export function createCompact(ports: ActivityPorts) {
  const { catalogue, clock } = ports;
  return async ({ maintenanceId, group }: CompactRequest): Promise<Compacted> => {
    const latest = await catalogue.log.latest();
    const asked = new Set(group.segments.map(refOf));
    const live = latest ? await catalogue.log.segments(latest.version) : [];
    const removed = live.filter((segment) => asked.has(refOf(segment)));
    if (!latest || removed.length < asked.size) return NOTHING;
    const added = await merge(ports, latest, removed);
    await catalogue.log.compact({ maintenanceId, committedMicros: clock(), removed, added });
    return {
      merged: true,
      segmentsBefore: removed.length,
      segmentsAfter: added.length,
      bytesBefore: bytesOf(removed),
      bytesAfter: bytesOf(added),
    };
  };
}

const NOTHING: Compacted = {
  merged: false,
  segmentsBefore: 0,
  segmentsAfter: 0,
  bytesBefore: 0,
  bytesAfter: 0,
};

/** Merges one day of one partition at a time, to bound the memory. */
async function merge(
  { blobs, computing, partitions }: ActivityPorts,
  { storeCount }: LogVersion,
  segments: readonly StoredSegment[],
): Promise<Segment[]> {
  // A merged file gets a hash of its own: what rots before it is never seen again.
  for (const { key } of segments) await requireIntact({ blobs, computing }, key);
  const count = partitions(storeCount);
  const ranges = Array.from({ length: count }, (_, partition) => bucketRange(partition, count));
  const added: Segment[] = [];
  for (const { span, buckets } of cellsOf(segments, ranges)) {
    const files = await segmentFiles(
      blobs,
      segments.filter((segment) => overlaps(segment, span, buckets)),
    );
    const { key, sizeBytes, made } = await blobs.writeHashed('segments', 'parquet', (outPath) =>
      computing.run('mergeSegments', { segments: files, span, buckets, outPath }),
    );
    const { rows, corrections } = made;
    if (made.span) added.push({ key, rows, corrections, span: made.span, buckets, sizeBytes });
  }
  return added;
}

function bytesOf(segments: readonly Segment[]): number {
  return segments.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}
