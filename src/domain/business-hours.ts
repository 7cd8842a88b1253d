import type { Span } from '../contract/report';
import type { LocalClock } from './local-clock';

const DAY_SECONDS = 86_400;
const LAST_MINUTE = DAY_SECONDS - 60;

/** One row of menu hours: `[start, end)` in seconds after local midnight of each date whose weekday is `day`. */
export interface DayHours {
  /** 0 = Monday … 6 = Sunday. */
  readonly day: number;
  readonly startSeconds: number;
  /** Beyond 86,400 where the interval runs into the next day. */
  readonly endSeconds: number;
}

/** Reads an end as the rules do: any second of 23:59 is midnight, an end at or before the start is the next day's. */
export function toDayHours(day: number, startSeconds: number, endSeconds: number): DayHours {
  const end = endSeconds >= LAST_MINUTE ? DAY_SECONDS : endSeconds;
  return { day, startSeconds, endSeconds: end <= startSeconds ? end + DAY_SECONDS : end };
}

/** 0 = Monday; day number 0 is Thursday 1970-01-01. */
function weekdayOf(localDay: number): number {
  return (((localDay + 3) % 7) + 7) % 7;
}

/**
 * The business intervals that touch the span, whole (not cut to it), united where they overlap or touch, in order.
 * @param rows a store's hours; none at all means open 24×7, given as the span with a day on either side.
 */
export function businessIntervals(rows: readonly DayHours[], clock: LocalClock, span: Span): Span[] {
  if (rows.length === 0) {
    const margin = DAY_SECONDS * 1_000_000;
    return [{ fromMicros: span.fromMicros - margin, toMicros: span.toMicros + margin }];
  }
  const firstDay = clock.localDayAt(span.fromMicros / 1_000) - 1;
  const lastDay = clock.localDayAt(span.toMicros / 1_000);
  const openings: Span[] = [];
  for (let localDay = firstDay; localDay <= lastDay; localDay++) {
    const weekday = weekdayOf(localDay);
    for (const row of rows) {
      if (row.day !== weekday) continue;
      const fromMicros = utcMicros(clock, localDay, row.startSeconds, 'opening');
      const toMicros = utcMicros(clock, localDay, row.endSeconds, 'closing');
      if (toMicros > fromMicros) openings.push({ fromMicros, toMicros });
    }
  }
  return unite(openings).filter(
    (interval) => interval.toMicros > span.fromMicros && interval.fromMicros <= span.toMicros,
  );
}

function utcMicros(
  clock: LocalClock,
  localDay: number,
  seconds: number,
  edge: 'opening' | 'closing',
): number {
  return clock.toUtcMillis((localDay * DAY_SECONDS + seconds) * 1_000, edge) * 1_000;
}

/** Unites spans that overlap or touch; the result is sorted. */
export function unite(spans: readonly Span[]): Span[] {
  const sorted = [...spans].sort((a, b) => a.fromMicros - b.fromMicros);
  const united: Span[] = [];
  for (const span of sorted) {
    const last = united.at(-1);
    if (last && span.fromMicros <= last.toMicros) {
      if (span.toMicros > last.toMicros)
        united[united.length - 1] = { fromMicros: last.fromMicros, toMicros: span.toMicros };
    } else {
      united.push(span);
    }
  }
  return united;
}
