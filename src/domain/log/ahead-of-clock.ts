import { MICROS_PER_HOUR } from '../time/instants';

/** The latest good instant. A poll more than an hour ahead of the clock waits: it would move as-of into the future. */
export function latestGoodMicros(nowMicros: number): number {
  return nowMicros + MICROS_PER_HOUR;
}

interface Waiting {
  readonly aheadFromMicros?: number | null | undefined;
}

/** Whether the clock has passed the first poll of a file that waits for it, so that the whole file is read again. */
export function isDue(reading: Waiting | null, nowMicros: number): boolean {
  const from = reading?.aheadFromMicros ?? null;
  return from !== null && from <= latestGoodMicros(nowMicros);
}

/** The earlier one of two instants that may be missing. */
export function earlierOf(left: number | null | undefined, right: number | null | undefined): number | null {
  const earliest = Math.min(left ?? Number.POSITIVE_INFINITY, right ?? Number.POSITIVE_INFINITY);
  return Number.isFinite(earliest) ? earliest : null;
}
