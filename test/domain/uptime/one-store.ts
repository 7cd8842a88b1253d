import type { Method } from '../../../src/contract/methods';
import { type Span, WINDOWS, type WindowName } from '../../../src/contract/report';
import { businessIntervals, type DayHours, toDayHours } from '../../../src/domain/hours/business-hours';
import { toIntervalColumns } from '../../../src/domain/hours/interval-columns';
import type { PollColumns } from '../../../src/domain/numbers/columns';
import { formatInstant, requireInstant } from '../../../src/domain/time/instants';
import { LocalClock } from '../../../src/domain/time/local-clock';
import { parseTimeOfDay } from '../../../src/domain/time/time-of-day';
import { windowOf } from '../../../src/domain/time/windows';
import { assignPolls, OUTSIDE_HOURS } from '../../../src/domain/uptime/assign-polls';
import { computeFigures } from '../../../src/domain/uptime/figures';

const MICROS_PER_HOUR = 3_600_000_000;

/** A row of the menu hours file: day, start, end. */
export type HoursRow = readonly [day: number, start: string, end: string];

export interface OneStore {
  readonly zone?: string;
  readonly hours?: readonly HoursRow[];
  /** `A 2023-01-23 09:00:00`, `I …`: a poll and its instant in UTC. */
  readonly polls?: readonly string[];
  readonly asOf: string;
  readonly method?: Method;
  readonly holdHours?: number;
}

export interface Hours {
  readonly up: number;
  readonly down: number;
  readonly unknown: number;
  readonly business: number;
}

export function at(text: string): number {
  return requireInstant(text, 'test');
}

export function span(from: string, to: string): Span {
  return { fromMicros: at(from), toMicros: at(to) };
}

/** Spans as text, without zero seconds: easier to read when a test fails. */
export function shown(spans: readonly Span[]): string[] {
  const text = (micros: number) => formatInstant(micros).replace(':00Z', '').replace('T', ' ');
  return spans.map(({ fromMicros, toMicros }) => `${text(fromMicros)} – ${text(toMicros)}`);
}

export function dayHours([day, start, end]: HoursRow): DayHours {
  const [startSeconds, endSeconds] = [parseTimeOfDay(start, 'start'), parseTimeOfDay(end, 'end')];
  if (startSeconds === null || endSeconds === null) throw new Error(`no time of day: ${start} or ${end}`);
  return toDayHours(day, startSeconds, endSeconds);
}

export function openingsOf(
  zone: string,
  rows: readonly HoursRow[],
  [from, to]: readonly [string, string],
): string[] {
  return shown(businessIntervals(rows.map(dayHours), new LocalClock(zone), span(from, to)));
}

/** The domain's figures of one store, in hours. */
export function figuresOf(store: OneStore): Readonly<Record<WindowName, Hours>> {
  const asOfMicros = at(store.asOf);
  const clock = new LocalClock(store.zone ?? 'UTC');
  const intervals = toIntervalColumns(
    businessIntervals((store.hours ?? []).map(dayHours), clock, windowOf('week', asOfMicros)),
  );
  const polls = pollColumns(store.polls ?? []);
  const assigned = assignPolls(polls, intervals);
  const inside = Array.from(assigned.keys()).filter((row) => assigned[row] !== OUTSIDE_HOURS);
  const figures = computeFigures({
    storeCount: 1,
    blank: new Uint8Array(1),
    intervals,
    polls: {
      store: Uint32Array.from(inside, (row) => polls.store[row] ?? 0),
      atMicros: Float64Array.from(inside, (row) => polls.atMicros[row] ?? 0),
      active: Uint8Array.from(inside, (row) => polls.active[row] ?? 0),
    },
    interval: assigned.filter((row) => row !== OUTSIDE_HOURS),
    asOfMicros,
    method: store.method ?? 'interpolate',
    holdMicros: (store.holdHours ?? 2) * MICROS_PER_HOUR,
  });
  const inHours = (name: WindowName): Hours => {
    const { up, down, unknown, business } = figures[name];
    const hours = (column: Float64Array) => (column[0] ?? 0) / MICROS_PER_HOUR;
    return { up: hours(up), down: hours(down), unknown: hours(unknown), business: hours(business) };
  };
  const [hour, day, week] = WINDOWS.map(inHours);
  if (!hour || !day || !week) throw new Error('three windows');
  return { hour, day, week };
}

/** The polls of store 0, in order of time. */
export function pollColumns(texts: readonly string[]): PollColumns {
  const polls = texts
    .map((text) => ({ at: at(text.slice(2)), active: text.startsWith('A') ? 1 : 0 }))
    .sort((a, b) => a.at - b.at);
  return {
    store: new Uint32Array(polls.length),
    atMicros: Float64Array.from(polls, (poll) => poll.at),
    active: Uint8Array.from(polls, (poll) => poll.active),
  };
}
