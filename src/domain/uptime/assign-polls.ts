import type { IntervalColumns, PollColumns } from '../numbers/columns';

/** Instead of an interval's row number: the poll is outside business hours. */
export const OUTSIDE_HOURS = -1;

/** The row number of the business interval that contains each poll, or OUTSIDE_HOURS. */
export function assignPolls(polls: PollColumns, intervals: IntervalColumns): Int32Array {
  const assigned = new Int32Array(polls.store.length).fill(OUTSIDE_HOURS);
  let row = 0;
  for (let i = 0; i < assigned.length; i++) {
    const store = polls.store[i] ?? 0;
    const at = polls.atMicros[i] ?? 0;
    while (row < intervals.store.length && isBefore(intervals, row, store, at)) row++;
    if (row === intervals.store.length) break;
    if (intervals.store[row] === store && (intervals.openMicros[row] ?? 0) <= at) assigned[i] = row;
  }
  return assigned;
}

function isBefore(intervals: IntervalColumns, row: number, store: number, at: number): boolean {
  const intervalStore = intervals.store[row] ?? 0;
  return intervalStore < store || (intervalStore === store && (intervals.closeMicros[row] ?? 0) <= at);
}
