import type { Span } from '../../contract/report';
import type { IntervalColumns } from '../numbers/columns';

/** One store's business intervals as columns, in the order given. */
export function toIntervalColumns(intervals: readonly Span[]): IntervalColumns {
  return {
    store: new Uint32Array(intervals.length),
    openMicros: Float64Array.from(intervals, (interval) => interval.fromMicros),
    closeMicros: Float64Array.from(intervals, (interval) => interval.toMicros),
  };
}
