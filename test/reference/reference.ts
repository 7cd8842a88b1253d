import { IANAZone } from 'luxon';

/**
 * The rules of docs/semantics.md, computed minute by minute: slow and simple, to check the real code against.
 * Instants are whole UTC minutes. Polls are on even ones, so that the midpoint of two is a whole minute too.
 */
const DAY = 1_440;
const WINDOWS = [60, DAY, 7 * DAY];

type Status = 'up' | 'down' | 'unknown';

export interface ReferencePoll {
  readonly at: number;
  readonly active: boolean;
}

export interface ReferenceHours {
  readonly day: number;
  /** Minutes after local midnight. An end of 23:59 is already read as midnight: 1,440. */
  readonly start: number;
  readonly end: number;
  /** Neither time is given: closed on that day. */
  readonly closed?: boolean;
}

export interface ReferenceStore {
  /** null: it cannot be read. */
  readonly zone: string | null;
  /** Whether all that is known of the hours can be read. */
  readonly hoursReadable: boolean;
  readonly hours: readonly ReferenceHours[];
  /** In ingestion order. */
  readonly polls: readonly ReferencePoll[];
}

export interface ReferenceFigures {
  readonly up: number;
  readonly down: number;
  readonly unknown: number | null;
  readonly business: number;
}

export interface ReferenceQuestion {
  readonly asOf: number;
  readonly method: 'interpolate' | 'count';
  readonly hold: number;
}

/** @returns the figures of the last hour, day and week, in minutes; null: the business time is not known */
export function referenceFigures(
  store: ReferenceStore,
  question: ReferenceQuestion,
): ReferenceFigures[] | null {
  const zone = store.zone ?? anyZoneIfAlwaysOpen(store, question.asOf);
  if (zone === null || !store.hoursReadable) return null;
  const polls = weekOfPolls(store.polls, question.asOf);
  const intervals = openIntervals(zone, store.hours, question.asOf);
  if (question.method === 'count') {
    return WINDOWS.map((length) => counted(intervals, polls, question.asOf, length));
  }
  const minutes = interpolated(intervals, polls, question);
  return WINDOWS.map((length) => {
    const from = question.asOf - length;
    const sum = (status: Status) => minutes.filter((one) => one.at >= from && one.status === status).length;
    const business = minutes.filter((one) => one.at >= from).length;
    return { up: sum('up'), down: sum('down'), unknown: sum('unknown'), business };
  });
}

/** Zones that skip and repeat hours at different times of the day, on different dates of the tests. */
const ODD_ZONES = ['UTC', 'America/Havana', 'America/New_York', 'Asia/Beirut', 'Australia/Lord_Howe'];

/** A zone may be unknown where the hours leave no minute out in any zone. */
function anyZoneIfAlwaysOpen({ hours }: ReferenceStore, asOf: number): string | null {
  const isOpen = ODD_ZONES.every((zone) => {
    const [first, ...more] = openIntervals(zone, hours, asOf);
    return more.length === 0 && first && first.open <= asOf - 7 * DAY && first.close >= asOf;
  });
  return isOpen ? 'UTC' : null;
}

/** The last poll of each instant in the week before as-of. */
export function weekOfPolls(polls: readonly ReferencePoll[], asOf: number): ReferencePoll[] {
  const words = new Map(polls.map(({ at, active }) => [at, active]));
  return [...words]
    .map(([at, active]) => ({ at, active }))
    .filter(({ at }) => at <= asOf && at >= asOf - 7 * DAY)
    .sort((a, b) => a.at - b.at);
}

interface Interval {
  readonly open: number;
  readonly close: number;
}

/** An interval is a longest run of open minutes: openings that overlap or touch are one interval. */
function openIntervals(zone: string, hours: readonly ReferenceHours[], asOf: number): Interval[] {
  const [first, last] = [asOf - 10 * DAY, asOf + 3 * DAY];
  if (hours.length === 0) return [{ open: first, close: last }];
  const open = new Set<number>();
  for (let date = Math.floor(first / DAY) - 1; date <= Math.floor(last / DAY) + 1; date++) {
    for (const { day, start, end, closed } of hours) {
      if (closed) continue;
      if (new Date(date * DAY * 60_000).getUTCDay() !== (day + 1) % 7) continue;
      const from = readings(zone, date * DAY + start)[0] ?? Number.NaN;
      const to = readings(zone, date * DAY + (end > start ? end : end + DAY)).at(-1) ?? Number.NaN;
      for (let minute = from; minute < to; minute++) open.add(minute);
    }
  }
  const intervals: Interval[] = [];
  for (let minute = first; minute < last; minute++) {
    if (!open.has(minute)) continue;
    let close = minute;
    while (open.has(close)) close++;
    intervals.push({ open: minute, close });
    minute = close;
  }
  return intervals;
}

/** The instants of a local time, in order. A skipped time moves forward by the length of the gap. */
export function readings(zone: string, local: number): number[] {
  const found = instantsAt(zone, local);
  if (found.length > 0) return found;
  let [gapStart, gapEnd] = [local, local];
  while (instantsAt(zone, gapStart - 1).length === 0) gapStart--;
  while (instantsAt(zone, gapEnd).length === 0) gapEnd++;
  return instantsAt(zone, local + (gapEnd - gapStart));
}

function instantsAt(zone: string, local: number): number[] {
  const candidates = new Set([-2, -1, 0, 1, 2].map((days) => offsetAt(zone, local + days * DAY)));
  return [...candidates]
    .map((offset) => local - offset)
    .filter((minute) => minute + offsetAt(zone, minute) === local)
    .sort((a, b) => a - b);
}

const offsets = new Map<string, number>();

function offsetAt(zone: string, minute: number): number {
  const key = `${zone} ${minute}`;
  const offset = offsets.get(key) ?? IANAZone.create(zone).offset(minute * 60_000);
  offsets.set(key, offset);
  return offset;
}

/** Every minute of business time in the week, with the status at its middle. */
function interpolated(
  intervals: readonly Interval[],
  polls: readonly ReferencePoll[],
  { asOf, hold }: ReferenceQuestion,
): { at: number; status: Status }[] {
  const minutes: { at: number; status: Status }[] = [];
  for (const { open, close } of intervals) {
    const inside = polls.filter(({ at }) => open <= at && at < close);
    for (let at = Math.max(open, asOf - 7 * DAY); at < Math.min(close, asOf); at++) {
      minutes.push({ at, status: statusAt(at + 0.5, inside, hold) });
    }
  }
  return minutes;
}

function statusAt(instant: number, polls: readonly ReferencePoll[], hold: number): Status {
  const distance = (poll: ReferencePoll) => Math.abs(poll.at - instant);
  let nearest: ReferencePoll | undefined;
  for (const poll of polls) if (!nearest || distance(poll) < distance(nearest)) nearest = poll;
  if (!nearest || distance(nearest) > hold) return 'unknown';
  return nearest.active ? 'up' : 'down';
}

function counted(
  intervals: readonly Interval[],
  polls: readonly ReferencePoll[],
  asOf: number,
  length: number,
): ReferenceFigures {
  let [up, business] = [0, 0];
  for (const interval of intervals) {
    const open = Math.max(interval.open, asOf - length);
    const close = Math.min(interval.close, asOf);
    if (open >= close) continue;
    business += close - open;
    const inside = polls.filter(({ at }) => open <= at && at < close);
    up += 60 * inside.filter(({ active }) => active).length;
    const [earliest, latest] = [inside[0], inside.at(-1)];
    if (earliest?.active) up += earliest.at - open;
    if (latest?.active) up += close - latest.at;
  }
  const uptime = Math.min(up, length);
  return { up: uptime, down: length - uptime, unknown: null, business };
}
