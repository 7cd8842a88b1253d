import pl from 'nodejs-polars';
import type { BucketRange } from '../../contract/buckets';
import type { Span } from '../../contract/report';
import { freeMemory } from '../free-memory';
import { filterByBuckets } from './bucket-column';
import { pollSpan } from './poll-span';
import { type SegmentFile, segmentReader } from './read-log';

export interface MergeSegmentsInputs {
  /** In the order of the log. */
  readonly segments: readonly SegmentFile[];
  /** Only polls of these instants are written, both ends included, and only stores of `buckets`. */
  readonly span: Span;
  readonly buckets: BucketRange;
  readonly outPath: string;
}

export interface MergedSegments {
  readonly rows: number;
  /** An upper bound of the rows that override an earlier row or segment. */
  readonly corrections: number;
  /** null where there is no row. */
  readonly span: Span | null;
}

/** Writes the rows of a span and bucket range of several segments as one; of equal instants the latest row is last. */
export async function mergeSegments(request: MergeSegmentsInputs): Promise<MergedSegments> {
  const { segments, span, buckets, outPath } = request;
  const read = segmentReader(span);
  const pieces: pl.DataFrame[] = [];
  for (const segment of segments) {
    pieces.push(filterByBuckets(read(segment), buckets));
    await freeMemory();
  }
  const rows = pl
    .concat(pieces)
    .withRowCount('precedence')
    .sort(['store_id', 'at', 'precedence'])
    .select('store_id', 'at', 'active');
  rows.writeParquet(outPath, { compression: 'zstd' });
  const corrections = segments.reduce(
    (sum, segment, index) => sum + Math.min(segment.corrections, pieces[index]?.height ?? 0),
    0,
  );
  return { rows: rows.height, corrections, span: pollSpan(rows) };
}
