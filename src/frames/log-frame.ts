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
  const frames = segments.map((segment, index) => {
    const polls = pl.scanParquet(segment.path).select('store_id', 'at', 'active');
    const within = span
      ? polls.filter(
          pl
            .col('at')
            .gtEq(pl.lit(span.fromMicros))
            .and(pl.col('at').ltEq(pl.lit(span.toMicros))),
        )
      : polls;
    return within.withColumns(pl.lit(index).cast(pl.Int32).alias('word')).collectSync();
  });
  const all = pl.concat(frames);
  if (segments.every((segment) => segment.corrections === 0)) return all.drop('word');
  return all
    .sort(['store_id', 'at', 'word'])
    .unique({ subset: ['store_id', 'at'], keep: 'last', maintainOrder: true })
    .drop('word');
}
