import pl from 'nodejs-polars';
import type { Span } from '../contract/report';

/** A segment of the log on this machine's disk. Later segments, and later rows of one, hold later words. */
export interface SegmentFile {
  readonly path: string;
  /** How many of its polls speak again of an instant that an earlier segment, or an earlier row of it, has. */
  readonly corrections: number;
}

/**
 * The polls of the segments, each store's instant once with its last word: `store_id`, `at`, `active`.
 * @param segments in the order of the log; at least one.
 * @param span both ends included; null for all.
 */
export function readLog(segments: readonly SegmentFile[], span: Span | null): pl.DataFrame {
  if (segments.every((segment) => segment.corrections === 0))
    return pl.concat(segments.map(({ path }) => scanPolls(path, span).collectSync()));
  return pl
    .concat(segments.map(({ path }, index) => readWords(path, index, span)))
    .sort(['store_id', 'at', 'word', 'row'])
    .unique({ subset: ['store_id', 'at'], keep: 'last', maintainOrder: true })
    .drop('word', 'row');
}

/** The polls of one segment with what orders them where others speak of the same instant: `word`, then `row`. */
export function readWords(path: string, word: number, span: Span | null): pl.DataFrame {
  return scanPolls(path, span)
    .withColumns(pl.lit(word).cast(pl.Int32).alias('word'))
    .collectSync()
    .withRowCount('row');
}

function scanPolls(path: string, span: Span | null): pl.LazyDataFrame {
  const polls = pl.scanParquet(path).select('store_id', 'at', 'active');
  if (!span) return polls;
  return polls.filter(
    pl
      .col('at')
      .gtEq(pl.lit(span.fromMicros))
      .and(pl.col('at').ltEq(pl.lit(span.toMicros))),
  );
}
