import type { PollColumns } from '../numbers/columns';
import { MICROS_PER_DAY } from '../time/instants';

export interface PolledStores {
  /** Stores with a poll in the week. */
  readonly week: number;
  /** Those of them with a poll in the day before as-of; a poll at as-of itself does not count. */
  readonly lastDay: number;
}

/**
 * Whether so few stores were polled in the day before as-of that an outlier may have carried it away. One store alone has
 * no fleet to be compared with.
 */
export function isLoneAsOf({ week, lastDay }: PolledStores): boolean {
  return week > 1 && lastDay * 10 < week;
}

/**
 * Whether more than half of the week's stores were polled at as-of itself, as in the first hour of a new fleet. Then no
 * outlier carried as-of away.
 */
export function isFleetPolledAt(parts: readonly PolledTimes[], asOfMicros: number): boolean {
  let [stores, polledThen] = [0, 0];
  for (const { store, atMicros } of parts) {
    for (let row = 0; row < store.length; row++) {
      if (store[row + 1] === store[row]) continue;
      stores++;
      if (atMicros[row] === asOfMicros) polledThen++;
    }
  }
  return polledThen * 2 > stores;
}

export interface FleetInstant {
  readonly atMicros: number;
  /** How many stores had been polled within the day before. */
  readonly stores: number;
}

/** One partition's polls of the week, store by store, in order of time. */
type PolledTimes = Pick<PollColumns, 'store' | 'atMicros'>;

/**
 * The latest poll at which at least half of the week's stores had been polled within the day before. Polls of stores that
 * were polled in the day before as-of do not count: theirs may be the wrong clock.
 * @returns null where there is none
 */
export function lastFleetInstant(parts: readonly PolledTimes[], asOfMicros: number): FleetInstant | null {
  const polled = new PolledSpans();
  for (const { store, atMicros } of parts) {
    for (let row = 0; row < store.length; row++) {
      polled.add(atMicros[row] ?? 0, row > 0 && store[row - 1] === store[row]);
    }
  }
  const countAt = polled.counter();
  let latest: FleetInstant | null = null;
  for (const part of parts) {
    eachEarlyPoll(part, asOfMicros - MICROS_PER_DAY, (atMicros) => {
      if (latest && atMicros <= latest.atMicros) return;
      const stores = countAt(atMicros);
      if (stores * 2 >= polled.stores) latest = { atMicros, stores };
    });
  }
  return latest;
}

/** Visits the polls of the stores that were not polled from the limit on. */
function eachEarlyPoll({ store, atMicros }: PolledTimes, limit: number, visit: (at: number) => void): void {
  let isLate = false;
  for (let row = store.length - 1; row >= 0; row--) {
    const at = atMicros[row] ?? 0;
    const isLastOfStore = store[row + 1] !== store[row];
    if (isLastOfStore) isLate = at >= limit;
    if (!isLate) visit(at);
  }
}

/** The spans in which stores count as polled: each poll counts for the day that follows it. */
class PolledSpans {
  stores = 0;
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];

  /** Add the polls store by store, in order of time. */
  add(atMicros: number, isOfSameStore: boolean): void {
    if (!isOfSameStore) this.stores++;
    const last = this.#ends.length - 1;
    if (isOfSameStore && atMicros <= (this.#ends[last] ?? 0)) this.#ends[last] = atMicros + MICROS_PER_DAY;
    else {
      this.#starts.push(atMicros);
      this.#ends.push(atMicros + MICROS_PER_DAY);
    }
  }

  /** @returns how many stores had been polled within the day before an instant */
  counter(): (atMicros: number) => number {
    const [starts, ends] = [Float64Array.from(this.#starts).sort(), Float64Array.from(this.#ends).sort()];
    return (atMicros) => countBelow(starts, atMicros + 1) - countBelow(ends, atMicros);
  }
}

/** How many of the sorted values are below the limit. */
function countBelow(sorted: Float64Array, limit: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
