import type { DayHours } from './business-hours';

const DAY_SECONDS = 86_400;
const WEEK_SECONDS = 7 * DAY_SECONDS;

/**
 * Whether a store with these rows is always open, in every zone: without a row, or where each opening is the closing
 * before it, all week round. Hours that only overlap can leave a gap where a zone skips an hour.
 */
export function isAroundTheClock(rows: readonly DayHours[]): boolean {
  if (rows.length === 0) return true;
  const spans = rows.map(({ day, startSeconds, endSeconds }) => ({
    opens: day * DAY_SECONDS + startSeconds,
    lasts: endSeconds - startSeconds,
  }));
  return spans.some(({ opens }) => fillsWeekFrom(opens, spans));
}

interface WeekSpan {
  /** Seconds after Monday 00:00. */
  readonly opens: number;
  readonly lasts: number;
}

function fillsWeekFrom(opens: number, spans: readonly WeekSpan[]): boolean {
  const end = opens + WEEK_SECONDS;
  const reached = new Set([opens]);
  // A set visits what is added to it meanwhile.
  for (const at of reached) {
    for (const span of spans) {
      if (span.opens === at % WEEK_SECONDS && at + span.lasts <= end) reached.add(at + span.lasts);
    }
  }
  return reached.has(end);
}
