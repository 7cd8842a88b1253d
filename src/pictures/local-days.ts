import { DateTime } from 'luxon';
import type { Span } from '../contract/report';

const HOUR_MILLIS = 3_600_000;

/** One local date of a store. */
export interface LocalDay extends Span {
  /** `Wed 25 Jan`. */
  readonly label: string;
  /** Elapsed: 23 or 25 where the clock changes. */
  readonly hours: number;
  /** The local hours that the clock skips. */
  readonly skipped: { readonly fromHour: number; readonly toHour: number } | null;
  /** The local hour, 0 to 24, of an instant of the day. An hour that occurs twice is drawn at half its width. */
  readonly hourOf: (micros: number) => number;
}

/** The local dates that the span touches, first to last. */
export function localDaysOf(span: Span, zone: string): LocalDay[] {
  const days: LocalDay[] = [];
  let start = DateTime.fromMillis(Math.floor(span.fromMicros / 1_000), { zone, locale: 'en-GB' }).startOf(
    'day',
  );
  while (start.toMillis() * 1_000 < span.toMicros) {
    const end = start.plus({ days: 1 }).startOf('day');
    days.push(localDay(start, end));
    start = end;
  }
  return days;
}

function localDay(start: DateTime, end: DateTime): LocalDay {
  const firstHour = start.hour + start.minute / 60;
  const change = clockChange(start, end);
  const elapsed = (micros: number) => (micros / 1_000 - start.toMillis()) / HOUR_MILLIS;
  const changeHour = change === null ? 0 : firstHour + change.afterHours;
  return {
    label: start.toFormat('ccc d LLL'),
    fromMicros: start.toMillis() * 1_000,
    toMicros: end.toMillis() * 1_000,
    hours: (end.toMillis() - start.toMillis()) / HOUR_MILLIS,
    skipped: change && change.shift > 0 ? { fromHour: changeHour, toHour: changeHour + change.shift } : null,
    hourOf: (micros) => firstHour + shifted(elapsed(micros), change),
  };
}

interface ClockChange {
  /** Elapsed hours from the start of the day. */
  readonly afterHours: number;
  /** In hours: positive where the clock skips time, negative where it goes back. */
  readonly shift: number;
}

function shifted(hours: number, change: ClockChange | null): number {
  if (change === null) return hours;
  const { afterHours, shift } = change;
  if (shift > 0) return hours <= afterHours ? hours : hours + shift;
  const firstRepeated = afterHours + shift;
  if (hours <= firstRepeated) return hours;
  if (hours >= afterHours - shift) return hours + shift;
  return firstRepeated + (hours - firstRepeated) / 2;
}

function clockChange(start: DateTime, end: DateTime): ClockChange | null {
  let before = start.toMillis();
  let after = end.toMillis() - 1;
  const offsetAt = (millis: number) => start.zone.offset(millis);
  const shift = (offsetAt(after) - offsetAt(before)) / 60;
  if (shift === 0) return null;
  const first = offsetAt(before);
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (offsetAt(middle) === first) before = middle;
    else after = middle;
  }
  return { afterHours: (after - start.toMillis()) / HOUR_MILLIS, shift };
}
