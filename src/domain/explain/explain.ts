import { type ReportPins, type Span, WINDOWS } from '../../contract/report';
import { toIntervalColumns } from '../hours/interval-columns';
import { windowOf } from '../time/windows';
import { assignPolls, OUTSIDE_HOURS } from '../uptime/assign-polls';
import type { PollRun } from '../uptime/poll-run';
import { businessTime, type StoreHours } from './business-time';
import { explainInterval } from './explain-interval';
import type { Explanation, StoredPoll } from './explain-types';
import { explainWindow, type IntervalRun } from './explain-window';
import { gatherLeftOut, leaveOut, splitPolls } from './left-out';
import { toPollColumns } from './poll-columns';

export interface ExplainInput extends StoreHours {
  readonly storeId: string;
  readonly pins: ReportPins;
  /** The store's polls of the `explainedSpan`, in order of time; those of the same instant in the log's order. */
  readonly polls: readonly StoredPoll[];
}

/** Explains one store's figures with the functions that compute a report. */
export function explainStore(input: ExplainInput): Explanation {
  const { pins } = input;
  const week = windowOf('week', pins.asOfMicros);
  const { isKnown, intervals, clock } = businessTime(input, week);
  const { used, leftOut } = splitPolls(input.polls, week);
  const { runs, outside } = assignToIntervals(intervals, used);
  const explained = runs.map(
    ({ span, run }, row): IntervalRun => ({ run, interval: explainInterval(row + 1, span, run, pins) }),
  );
  return {
    storeId: input.storeId,
    timezone: input.timezone,
    zoneFrom: input.zoneFrom,
    clock,
    hours: input.hours,
    hoursFrom: input.hoursFrom,
    pins,
    intervals: explained.map(({ interval }) => interval),
    leftOut: gatherLeftOut([
      ...leftOut,
      ...outside.map((poll) => leaveOut(poll, isKnown ? 'outside-hours' : 'hours-unknown')),
    ]),
    windows: WINDOWS.map((name) =>
      isKnown
        ? explainWindow(name, explained, pins.asOfMicros, pins.method)
        : { by: 'nothing', name, ...windowOf(name, pins.asOfMicros), figures: null, shares: [] },
    ),
  };
}

/** Finds the polls inside each interval, and those outside all of them. */
function assignToIntervals(
  spans: readonly Span[],
  polls: readonly StoredPoll[],
): { readonly runs: { span: Span; run: PollRun }[]; readonly outside: readonly StoredPoll[] } {
  const columns = toPollColumns(polls);
  const assigned = assignPolls(columns, toIntervalColumns(spans));
  const runs = spans.map((span, row) => {
    const first = Math.max(assigned.indexOf(row), 0);
    return { span, run: { polls: columns, first, end: assigned.lastIndexOf(row) + 1 } };
  });
  return { runs, outside: polls.filter((_, row) => assigned[row] === OUTSIDE_HOURS) };
}
