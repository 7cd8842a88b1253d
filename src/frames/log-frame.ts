import pl from 'nodejs-polars';
import type { Span } from '../contract/report';

/** A segment of the log on this machine's disk. Later segments hold later words. */
export interface SegmentFile {
  readonly path: string;
  /** How many of its polls speak again of an instant that an earlier segment has. */
  readonly corrections: number;
}

/**
 * The polls of the segments, each store's instant once with its last word: `store_id`, `at`, `active`.
 * @param segments in the order of the log; at least one.
 * @param span both ends included; null for all.
 */
export function readLog(segments: readonly SegmentFile[], span: Span | null): pl.DataFrame {
  return lastWords(
    segments.map((segment) => readSegment(segment, span)),
    segments,
    'store_id',
  );
}

/** The polls of one segment: `store_id`, `at`, `active`. */
export function readSegment({ path }: SegmentFile, span: Span | null): pl.DataFrame {
  const polls = pl.scanParquet(path).select('store_id', 'at', 'active');
  if (span === null) return polls.collectSync();
  const since = pl.col('at').gtEq(pl.lit(span.fromMicros));
  return polls.filter(since.and(pl.col('at').ltEq(pl.lit(span.toMicros)))).collectSync();
}

/**
 * Puts together what segments say, each store's instant once with its last word.
 * @param frames of each segment, at least one, with the columns `at`, `active` and the one that names the store.
 */
export function lastWords(
  frames: readonly pl.DataFrame[],
  segments: readonly SegmentFile[],
  store: 'store_id' | 'store',
): pl.DataFrame {
  if (segments.every((segment) => segment.corrections === 0)) return pl.concat([...frames]);
  const words = frames.map((frame, index) => frame.withColumns(pl.lit(index).cast(pl.Int32).alias('word')));
  return pl
    .concat(words)
    .sort([store, 'at', 'word'])
    .unique({ subset: [store, 'at'], keep: 'last', maintainOrder: true })
    .drop('word');
}
