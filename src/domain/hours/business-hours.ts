import type { Span } from '../../contract/report';
import type { HoursColumns, IntervalColumns } from '../numbers/columns';
import { MICROS_PER_DAY } from '../time/instants';
import type { Edge, LocalClock } from '../time/local-clock';
import { IntervalList } from './interval-list';

const DAY_SECONDS = 86_400;
const LAST_MINUTE = DAY_SECONDS - 60;

/**
 * One row of menu hours: `[start, end)` in seconds after local midnight of each date whose weekday is `day`. Where both
 * are the same, the store is closed on that day.
 */
export interface DayHours {
  /** 0 = Monday … 6 = Sunday. */
  readonly day: number;
  readonly startSeconds: number;
  /** Above 86,400 where the interval ends on the next day. */
  readonly endSeconds: number;
}

/**
 * Any second of 23:59 as an end means midnight, and of 47:59 the next one; an end at or before the start is on the next
 * day. Hours may last longer than a day: 09:00 to 40:00 is 31 hours.
 */
export function toDayHours(day: number, startSeconds: number, endSeconds: number): DayHours {
  const isLastMinute = endSeconds % DAY_SECONDS >= LAST_MINUTE;
  const end = isLastMinute ? Math.ceil(endSeconds / DAY_SECONDS) * DAY_SECONDS : endSeconds;
  return { day, startSeconds, endSeconds: end <= startSeconds ? end + DAY_SECONDS : end };
}

/** 0 = Monday; day number 0 is Thursday 1970-01-01. */
function weekdayOf(localDay: number): number {
  return (((localDay + 3) % 7) + 7) % 7;
}

/** The business intervals of one store, as in `fleetIntervals`. */
export function businessIntervals(rows: readonly DayHours[], clock: LocalClock, span: Span): Span[] {
  const hours = {
    store: new Int32Array(rows.length),
    day: Int32Array.from(rows, (row) => row.day),
    startSeconds: Int32Array.from(rows, (row) => row.startSeconds),
    endSeconds: Int32Array.from(rows, (row) => row.endSeconds),
  };
  const { openMicros, closeMicros } = fleetIntervals([clock], hours, span);
  return Array.from(openMicros, (fromMicros, row) => ({ fromMicros, toMicros: closeMicros[row] ?? 0 }));
}

/**
 * All business intervals that touch the span, as a whole (not cut to the span), united where they overlap or touch.
 * @param clocks one for each store, by row; null: the store's business time is not known, so it has no interval
 * @param hours a store without rows is open 24×7: its interval is the span with a day on either side
 */
export function fleetIntervals(
  clocks: readonly (LocalClock | null)[],
  hours: HoursColumns,
  span: Span,
): IntervalColumns {
  const intervals = new IntervalList(span);
  let first = 0;
  clocks.forEach((clock, store) => {
    let end = first;
    while (hours.store[end] === store) end++;
    if (clock !== null) {
      if (first === end)
        intervals.add(store, span.fromMicros - MICROS_PER_DAY, span.toMicros + MICROS_PER_DAY);
      addOpenings({ hours, first, end }, clock, span, intervals);
    }
    first = end;
  });
  return intervals.toColumns();
}

/** Rows `[first, end)` of the columns, all of one store. */
interface HoursRun {
  readonly hours: HoursColumns;
  readonly first: number;
  readonly end: number;
}

/** Adds each row's interval on each local date that can touch the span, date by date. */
function addOpenings(run: HoursRun, clock: LocalClock, span: Span, intervals: IntervalList): void {
  const { store, day, startSeconds, endSeconds } = run.hours;
  const firstDay = clock.localDayAt(span.fromMicros / 1_000) - 1;
  const lastDay = clock.localDayAt(span.toMicros / 1_000);
  for (let localDay = firstDay; localDay <= lastDay; localDay++) {
    const weekday = weekdayOf(localDay);
    for (let row = run.first; row < run.end; row++) {
      if (day[row] !== weekday) continue;
      const openMicros = utcMicros(clock, localDay, startSeconds[row] ?? 0, 'opening');
      const closeMicros = utcMicros(clock, localDay, endSeconds[row] ?? 0, 'closing');
      if (closeMicros > openMicros) intervals.add(store[row] ?? 0, openMicros, closeMicros);
    }
  }
}

function utcMicros(clock: LocalClock, localDay: number, seconds: number, edge: Edge): number {
  return clock.toUtcMillis((localDay * DAY_SECONDS + seconds) * 1_000, edge) * 1_000;
}
