import pl from 'nodejs-polars';
import type { BucketRange } from '../../contract/buckets';
import type { Span } from '../../contract/report';
import { freeFrames } from '../free-frames';
import { spanOfPolls } from './dedupe-rows';
import { inBuckets } from './in-buckets';
import { type SegmentFile, segmentReader } from './log-frame';

export interface MergeSegmentsInputs {
  /** In the order of the log. */
  readonly segments: readonly SegmentFile[];
  /** Of which instants and stores; both ends included. */
  readonly span: Span;
  readonly buckets: BucketRange;
  readonly outPath: string;
}

export interface MergedSegments {
  readonly rows: number;
  /** At most so many rows speak again of an instant that the log, or an earlier row, has. */
  readonly corrections: number;
  /** null where there is no row. */
  readonly span: Span | null;
}

/** Writes a part of several segments as one: every row, of a store's instant the last word last. */
export async function mergeSegments(request: MergeSegmentsInputs): Promise<MergedSegments> {
  const { segments, span, buckets, outPath } = request;
  const read = segmentReader(span);
  const parts: pl.DataFrame[] = [];
  for (const segment of segments) {
    parts.push(inBuckets(read(segment), buckets));
    await freeFrames();
  }
  const rows = pl
    .concat(parts)
    .withRowCount('word')
    .sort(['store_id', 'at', 'word'])
    .select('store_id', 'at', 'active');
  rows.writeParquet(outPath, { compression: 'zstd' });
  const corrections = segments.reduce(
    (sum, segment, index) => sum + Math.min(segment.corrections, parts[index]?.height ?? 0),
    0,
  );
  return { rows: rows.height, corrections, span: spanOfPolls(rows) };
}
