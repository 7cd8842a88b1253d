import { statSync } from 'node:fs';
import pl from 'nodejs-polars';
import type { BucketRange } from '../../contract/buckets';
import type { Span } from '../../contract/report';

/** A segment of the log on this machine's disk. Later segments, and later rows of one, hold later words. */
export interface SegmentFile {
  readonly path: string;
  /** How many of its polls speak again of an instant that an earlier segment, or an earlier row of it, has. */
  readonly corrections: number;
}

export interface BucketedSegment extends SegmentFile {
  /** Of the stores that it may hold. */
  readonly buckets: BucketRange;
}

/** A query over a file costs some milliseconds of its own: more than reading a smaller one whole. */
const QUERIED_BYTES = 4_000_000;
const COLUMNS = ['store_id', 'at', 'active'];

/**
 * The polls of the segments, each store's instant once with its last word: `store_id`, `at`, `active`.
 * @param segments in the order of the log; at least one.
 * @param span both ends included; null for all.
 */
export function readLog(segments: readonly SegmentFile[], span: Span | null): pl.DataFrame {
  return lastWords(inOneLog(segments.map(segmentReader(span)), segments), 'store_id');
}

/** Rows of each of the segments as one frame; where there are corrections also `word`, the higher the later. */
export function inOneLog(rows: pl.DataFrame[], segments: readonly SegmentFile[]): pl.DataFrame {
  const all = pl.concat(rows);
  return segments.every((segment) => segment.corrections === 0) ? all : all.withRowCount('word');
}

/** @returns what reads the polls of a segment, in the order of its rows. */
export function segmentReader(span: Span | null): (segment: SegmentFile) => pl.DataFrame {
  // An expression takes longer to make than to evaluate on a small segment.
  const within = span && isWithin(span);
  return ({ path }) => readSegment(path, within);
}

function readSegment(path: string, within: pl.Expr | null): pl.DataFrame {
  if (within === null) return pl.readParquet(path, { columns: COLUMNS });
  return statSync(path).size < QUERIED_BYTES
    ? pl.readParquet(path, { columns: COLUMNS }).filter(within)
    : pl
        .scanParquet(path)
        .select(...COLUMNS)
        .filter(within)
        .collectSync();
}

function isWithin({ fromMicros, toMicros }: Span): pl.Expr {
  return pl
    .col('at')
    .gtEq(pl.lit(fromMicros))
    .and(pl.col('at').ltEq(pl.lit(toMicros)));
}

/**
 * Each store's instant once with its last word; without the column `word`.
 * @param store the column that tells stores apart.
 */
export function lastWords(words: pl.DataFrame, store: 'store_id' | 'store'): pl.DataFrame {
  if (!words.columns.includes('word')) return words;
  return words
    .sort([store, 'at', 'word'])
    .unique({ subset: [store, 'at'], keep: 'last', maintainOrder: true })
    .drop('word');
}
