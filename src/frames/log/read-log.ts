import { statSync } from 'node:fs';
import pl from 'nodejs-polars';
import type { BucketRange } from '../../contract/buckets';
import type { Span } from '../../contract/report';
import { queryParquet, readParquet } from '../parquet-io';

/** A segment of the log on this machine's disk. A later segment, or a later row of one, overrides an earlier. */
export interface SegmentFile {
  readonly path: string;
  /** How many of its polls override a poll of an earlier segment or of an earlier row. */
  readonly corrections: number;
}

export interface BucketedSegment extends SegmentFile {
  /** It holds stores of these buckets only. */
  readonly buckets: BucketRange;
}

/** A query costs some milliseconds: reading a smaller file whole is faster. */
const QUERIED_BYTES = 4_000_000;
const COLUMNS = ['store_id', 'at', 'active'];

/**
 * Reads the polls of the segments as `store_id`, `at`, `active`. Each instant of a store occurs once.
 * @param segments at least one, in the order of the log.
 * @param span both ends included; null for all.
 */
export function readLog(segments: readonly SegmentFile[], span: Span | null): pl.DataFrame {
  return keepLatest(concatSegments(segments.map(segmentReader(span)), segments), 'store_id');
}

/** Joins the rows of all segments; where there are corrections, adds `precedence`: the higher value counts. */
export function concatSegments(rows: pl.DataFrame[], segments: readonly SegmentFile[]): pl.DataFrame {
  const all = pl.concat(rows);
  return segments.every((segment) => segment.corrections === 0) ? all : all.withRowCount('precedence');
}

/** @returns a function that reads the polls of a segment, in the order of its rows. */
export function segmentReader(span: Span | null): (segment: SegmentFile) => pl.DataFrame {
  // Make the expression once: on a small segment, making it takes longer than evaluating it.
  const within = span && isWithin(span);
  return ({ path }) => readSegment(path, within);
}

function readSegment(path: string, within: pl.Expr | null): pl.DataFrame {
  if (within === null) return readParquet(path, { columns: COLUMNS });
  return statSync(path).size < QUERIED_BYTES
    ? readParquet(path, { columns: COLUMNS }).filter(within)
    : queryParquet(path, (file) => file.select(...COLUMNS).filter(within));
}

function isWithin({ fromMicros, toMicros }: Span): pl.Expr {
  return pl
    .col('at')
    .gtEq(pl.lit(fromMicros))
    .and(pl.col('at').ltEq(pl.lit(toMicros)));
}

/**
 * Keeps, for each instant of a store, the poll of the highest precedence, and drops the column.
 * @param store the column that identifies a store.
 */
export function keepLatest(polls: pl.DataFrame, store: 'store_id' | 'store'): pl.DataFrame {
  if (!polls.columns.includes('precedence')) return polls;
  return polls
    .sort([store, 'at', 'precedence'])
    .unique({ subset: [store, 'at'], keep: 'last', maintainOrder: true })
    .drop('precedence');
}
