import pl from 'nodejs-polars';
import type { Span } from '../../contract/report';
import { readParquet } from '../parquet-io';
import { pollSpan } from './poll-span';
import { readLog, type SegmentFile } from './read-log';

export interface MergePollsInputs {
  /** Polls of a validated file: sorted, each instant of a store once. */
  readonly rowsPath: string;
  readonly segments: readonly SegmentFile[];
  /** Polls of later files, whatever the log has of them: they hold. */
  readonly laterPaths: readonly string[];
  readonly newSegmentPath: string;
}

/** rows = accepted + duplicates. */
export interface MergedPolls {
  readonly accepted: number;
  /** Polls that the log has already, with the same status. */
  readonly duplicates: number;
  /** Accepted polls whose status differs from the log's; they override it. */
  readonly corrections: number;
  /** Polls whose status differs from the log's, which a later file said; among the duplicates. */
  readonly overruled: number;
  /** The span of the accepted polls; null where there is none, and the segment is empty. */
  readonly span: Span | null;
}

/** Writes the polls that are new to the log as a segment. */
export function mergePolls(request: MergePollsInputs): MergedPolls {
  const polls = readParquet(request.rowsPath);
  const known = knownPolls(polls, request.segments);
  const differing = known === null ? polls : withoutKnown(polls, known);
  const fresh = known === null ? polls : withoutOverruled(differing, request.laterPaths);
  const corrections = known === null ? 0 : fresh.filter(pl.col('correction')).height;
  const accepted = fresh.select('store_id', 'at', 'active');
  accepted.writeParquet(request.newSegmentPath, { compression: 'zstd' });
  return {
    accepted: accepted.height,
    duplicates: polls.height - accepted.height,
    corrections,
    overruled: differing.height - fresh.height,
    span: pollSpan(accepted),
  };
}

/** The log's polls in the span of the new ones; null where there is none. */
function knownPolls(polls: pl.DataFrame, segments: readonly SegmentFile[]): pl.DataFrame | null {
  const span = pollSpan(polls);
  if (span === null || segments.length === 0) return null;
  const known = readLog(segments, span);
  return known.height === 0 ? null : known;
}

function withoutKnown(polls: pl.DataFrame, known: pl.DataFrame): pl.DataFrame {
  const before = known.rename({ active: 'activeBefore' });
  return polls
    .withRowCount('order')
    .join(before, { on: ['store_id', 'at'], how: 'left' })
    .filter(
      pl
        .col('activeBefore')
        .isNull()
        .or(pl.col('activeBefore').neq(pl.col('active'))),
    )
    .sort('order')
    .withColumns(pl.col('activeBefore').isNotNull().alias('correction'));
}

/** @param differing polls that the log lacks, and corrections of it, of which a later file may know better. */
function withoutOverruled(differing: pl.DataFrame, laterPaths: readonly string[]): pl.DataFrame {
  if (laterPaths.length === 0) return differing;
  const keys = ['store_id', 'at'];
  const later = pl
    .concat(laterPaths.map((path) => readParquet(path, { columns: keys })))
    .unique({ subset: keys })
    .withColumns(pl.lit(true).alias('said'));
  return differing
    .join(later, { on: keys, how: 'left' })
    .filter(pl.col('correction').and(pl.col('said').isNotNull()).not())
    .sort('order');
}
