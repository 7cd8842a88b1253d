import pl from 'nodejs-polars';
import { LoopwatchError } from '../../contract/errors';
import type { DayNumbering } from '../../contract/file-reading';
import { toDayHours } from '../../domain/hours/business-hours';
import { REASONS } from '../../domain/log/quarantine-reasons';
import { DayNumbers, isSeventhDay, parseDay } from '../../domain/time/day-numbers';
import { parseTimeOfDay } from '../../domain/time/time-of-day';
import { textColumn } from '../columns-io';
import { type FileJudge, type Judged, judgeBy } from './judge-rows';

/** Makes the reader of an hours file's cells. */
export function hoursParser(numbering: DayNumbering | null): FileJudge {
  const numbers = new DayNumbers();
  return {
    judge: (cells) => parseHours(cells, numbering, numbers),
    note: () => (numbering === null && numbers.areOdd ? ODD_DAYS : null),
    aheadFromMicros: () => null,
  };
}

const ODD_DAYS =
  'no row has the day 0, so its days may count from 1: they are read with 0 as Monday and 6 as Sunday, ' +
  'unless LOOPWATCH_DAY_NUMBERING says otherwise';

/**
 * Parses the cells of a menu-hours file by the rules of docs/semantics.md.
 * @throws LoopwatchError FILE_REJECTED where a day is 7 and no numbering is set.
 * @returns good rows as `store_id` text, `day` 0 to 6, `start` and `end` in seconds after local midnight; `end` can be
 * above 86,400. Both are null on a day that is closed.
 */
function parseHours(cells: pl.DataFrame, numbering: DayNumbering | null, numbers: DayNumbers): Judged {
  const named = cells.rename({ c0: 'store_id' });
  const read = named.join(readWordings(named, numbering, numbers), { on: WORDING, how: 'left' });
  const reason = pl.col('reason');
  const rules = FAULTS.map((fault) => ({ reason: fault, holds: reason.eq(pl.lit(fault)) }));
  return judgeBy(
    rules,
    ['store_id', 'day', 'start', 'end'].map((name) => pl.col(name)),
  )(read);
}

const WORDING = ['c1', 'c2', 'c3'];
const FAULTS = [REASONS.day, REASONS.dayNumbering, REASONS.start, REASONS.end];
const NO_FAULT = '';

/** Parses each distinct wording once: many stores share one. @returns WORDING, `reason`, `day`, `start`, `end`. */
function readWordings(
  cells: pl.DataFrame,
  numbering: DayNumbering | null,
  numbers: DayNumbers,
): pl.DataFrame {
  const wordings = cells.select(...WORDING).unique();
  const [days, starts, ends] = WORDING.map((name) => textColumn(wordings, name));
  if (numbering === null && days?.some(isSeventhDay)) throw daysToSeven();
  for (const day of days ?? []) numbers.add(day);
  const read = (days ?? []).map((day, row) =>
    readHours(parseDay(day, numbering), starts?.[row] ?? '', ends?.[row] ?? '', numbering),
  );
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
  readonly start: number | null;
  readonly end: number | null;
}

function readHours(
  day: number | null,
  startText: string,
  endText: string,
  numbering: DayNumbering | null,
): ReadHours {
  if (day !== null && startText.trim() === '' && endText.trim() === '')
    return { reason: NO_FAULT, day, start: null, end: null };
  const start = parseTimeOfDay(startText, 'start');
  const end = parseTimeOfDay(endText, 'end');
  if (day === null || start === null || end === null) {
    const noDay = numbering === null ? REASONS.day : REASONS.dayNumbering;
    const reason = day === null ? noDay : start === null ? REASONS.start : REASONS.end;
    return { reason, day: 0, start: 0, end: 0 };
  }
  const hours = toDayHours(day, start, end);
  return { reason: NO_FAULT, day: hours.day, start: hours.startSeconds, end: hours.endSeconds };
}

/** With a 7, the days cannot run from 0 to 6. Each of the other two usual numberings means other days. */
function daysToSeven(): LoopwatchError {
  return new LoopwatchError(
    'FILE_REJECTED',
    'its days go up to 7, so 1 can be Monday and 7 Sunday, or 1 Sunday and 7 Saturday',
    'Set LOOPWATCH_DAY_NUMBERING to 1-is-monday or to 1-is-sunday (in the command line --day-numbering), or write the names of the days.',
    { about: 'hours' },
  );
}
