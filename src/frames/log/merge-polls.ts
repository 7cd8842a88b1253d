import pl from 'nodejs-polars';
import type { Span } from '../../contract/report';
import { spanOfPolls } from './dedupe-rows';
import { readLog, type SegmentFile } from './log-frame';

export interface MergePollsInputs {
  /** Polls of a validated file: sorted, each store's instant once. */
  readonly rowsPath: string;
  readonly segments: readonly SegmentFile[];
  readonly newSegmentPath: string;
}

/** rows = accepted + duplicates. */
export interface MergedPolls {
  readonly accepted: number;
  /** Polls that said just what the log knew. */
  readonly duplicates: number;
  /** Of the accepted, those that say another status than the log did; theirs is the later word. */
  readonly corrections: number;
  /** Of the accepted polls; null where there is none, and the segment is empty. */
  readonly span: Span | null;
}

/** What polls add to the log, written as a segment of it. */
export function mergePolls(request: MergePollsInputs): MergedPolls {
  const polls = pl.readParquet(request.rowsPath);
  const known = knownPolls(polls, request.segments);
  const fresh = known === null ? polls : withoutKnown(polls, known);
  const corrections = known === null ? 0 : fresh.filter(pl.col('correction')).height;
  const accepted = fresh.select('store_id', 'at', 'active');
  accepted.writeParquet(request.newSegmentPath, { compression: 'zstd' });
  return {
    accepted: accepted.height,
    duplicates: polls.height - accepted.height,
    corrections,
    span: spanOfPolls(accepted),
  };
}

/** What the log knows of the time that the polls span; null where it knows nothing. */
function knownPolls(polls: pl.DataFrame, segments: readonly SegmentFile[]): pl.DataFrame | null {
  const span = spanOfPolls(polls);
  if (span === null || segments.length === 0) return null;
  const known = readLog(segments, span);
  return known.height === 0 ? null : known;
}

function withoutKnown(polls: pl.DataFrame, known: pl.DataFrame): pl.DataFrame {
  const said = known.rename({ active: 'said' });
  return polls
    .withRowCount('order')
    .join(said, { on: ['store_id', 'at'], how: 'left' })
    .filter(
      pl
        .col('said')
        .isNull()
        .or(pl.col('said').neq(pl.col('active'))),
    )
    .sort('order')
    .withColumns(pl.col('said').isNotNull().alias('correction'));
}
