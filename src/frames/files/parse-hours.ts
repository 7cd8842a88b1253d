import pl from 'nodejs-polars';
import { toDayHours } from '../../domain/hours/business-hours';
import { parseDay, parseTimeOfDay, REASONS } from '../../domain/log/input-rules';
import { textColumn } from '../columns-io';
import { type Judged, judgeBy } from './judge-rows';

/**
 * Parses the cells of a menu-hours file by the rules of docs/semantics.md.
 * @returns good rows as `store_id` text, `day` 0 to 6, `start` and `end` in seconds after local midnight; `end` can be
 * above 86,400.
 */
export function parseHours(cells: pl.DataFrame): Judged {
  const named = cells.rename({ c0: 'store_id' });
  const read = named.join(readWordings(named), { on: WORDING, how: 'left' });
  const reason = pl.col('reason');
  const rules = FAULTS.map((fault) => ({ reason: fault, holds: reason.eq(pl.lit(fault)) }));
  return judgeBy(
    rules,
    ['store_id', 'day', 'start', 'end'].map((name) => pl.col(name)),
  )(read);
}

const WORDING = ['c1', 'c2', 'c3'];
const FAULTS = [REASONS.day, REASONS.start, REASONS.end];
const NO_FAULT = '';

/** Parses each distinct wording once: many stores share one. @returns WORDING, `reason`, `day`, `start`, `end`. */
function readWordings(cells: pl.DataFrame): pl.DataFrame {
  const wordings = cells.select(...WORDING).unique();
  const [days, starts, ends] = WORDING.map((name) => textColumn(wordings, name));
  const read = (days ?? []).map((day, row) => readHours(day, starts?.[row] ?? '', ends?.[row] ?? ''));
  const integers = (name: 'day' | 'start' | 'end') =>
    pl.Series(
      name,
      read.map((hours) => hours[name]),
      pl.Int32,
    );
  const reasons = pl.Series(
    'reason',
    read.map((hours) => hours.reason),
    pl.Utf8,
  );
  return wordings.withColumns(reasons, integers('day'), integers('start'), integers('end'));
}

interface ReadHours {
  /** NO_FAULT, or why the hours cannot be read; then the numbers are 0. */
  readonly reason: string;
  readonly day: number;
  readonly start: number;
  readonly end: number;
}

function readHours(dayText: string, startText: string, endText: string): ReadHours {
  const day = parseDay(dayText);
  const start = parseTimeOfDay(startText, 'start');
  const end = parseTimeOfDay(endText, 'end');
  if (day === null || start === null || end === null) {
    const reason = day === null ? REASONS.day : start === null ? REASONS.start : REASONS.end;
    return { reason, day: 0, start: 0, end: 0 };
  }
  const hours = toDayHours(day, start, end);
  return { reason: NO_FAULT, day: hours.day, start: hours.startSeconds, end: hours.endSeconds };
}
