import type { Span } from '../contract/report';
import type { IntervalColumns } from './columns';

/** Collects the business intervals of store after store into columns. */
export class IntervalList {
  readonly #store: number[] = [];
  readonly #open: number[] = [];
  readonly #close: number[] = [];

  /** Stores come in ascending order, their intervals in order of time. */
  add(store: number, intervals: readonly Span[]): void {
    for (const interval of intervals) {
      this.#store.push(store);
      this.#open.push(interval.fromMicros);
      this.#close.push(interval.toMicros);
    }
  }

  toColumns(): IntervalColumns {
    return {
      store: Uint32Array.from(this.#store),
      openMicros: Float64Array.from(this.#open),
      closeMicros: Float64Array.from(this.#close),
    };
  }
}
