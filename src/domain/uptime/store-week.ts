import type { Method } from '../../contract/methods';
import type { Span, StoreWeek, Stretch } from '../../contract/report';
import type { IntervalColumns, PollColumns } from '../numbers/columns';
import { assignPolls } from './assign-polls';
import { METHOD_ARITHMETIC } from './methods';
import { type EachStretch, eachUnitedStretch } from './stretches';

export interface StoreWeekInput {
  readonly storeId: string;
  /** Of this store alone. */
  readonly intervals: IntervalColumns;
  readonly polls: PollColumns;
  readonly window: Span;
  readonly method: Method;
  readonly holdMicros: number;
}

/** One store's week, cut to the window: business hours, polls, and stretches where the method tells them. */
export function storeWeek(input: StoreWeekInput): StoreWeek {
  const { intervals, polls, window } = input;
  const business: Span[] = [];
  for (let row = 0; row < intervals.store.length; row++) {
    const span = cut(intervals.openMicros[row] ?? 0, intervals.closeMicros[row] ?? 0, window);
    if (span) business.push(span);
  }
  const method = METHOD_ARITHMETIC[input.method];
  return {
    storeId: input.storeId,
    business,
    stretches: method.by === 'stretches' ? stretchesOf(input, method.eachStretch) : [],
    polls: Array.from(polls.atMicros, (atMicros, row) => ({ atMicros, active: polls.active[row] === 1 })),
  };
}

function stretchesOf(
  { intervals, polls, window, holdMicros }: StoreWeekInput,
  eachStretch: EachStretch,
): Stretch[] {
  const assigned = assignPolls(polls, intervals);
  const stretches: Stretch[] = [];
  for (let row = 0; row < intervals.store.length; row++) {
    const first = assigned.indexOf(row);
    const run = { polls, first: Math.max(first, 0), end: first < 0 ? 0 : assigned.lastIndexOf(row) + 1 };
    const open = intervals.openMicros[row] ?? 0;
    const close = intervals.closeMicros[row] ?? 0;
    eachUnitedStretch(eachStretch, run, open, close, holdMicros, (fromMicros, toMicros, status) => {
      const span = cut(fromMicros, toMicros, window);
      if (span) stretches.push({ ...span, status });
    });
  }
  return stretches;
}

function cut(fromMicros: number, toMicros: number, window: Span): Span | null {
  const from = Math.max(fromMicros, window.fromMicros);
  const to = Math.min(toMicros, window.toMicros);
  return from < to ? { fromMicros: from, toMicros: to } : null;
}
