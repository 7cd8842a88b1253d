import { DEFAULT_TIMEZONE, type ReportPins, type Span, WINDOWS } from '../../contract/report';
import { businessIntervals, type DayHours } from '../hours/business-hours';
import { toIntervalColumns } from '../hours/interval-columns';
import { LocalClock } from '../time/local-clock';
import { windowOf } from '../time/windows';
import { assignPolls, OUTSIDE_HOURS } from '../uptime/assign-polls';
import type { PollRun } from '../uptime/poll-run';
import { explainInterval } from './explain-interval';
import type { Explanation, LeftOutPoll, StoredPoll } from './explain-types';
import { explainWindow, type IntervalRun } from './explain-window';
import { gatherLeftOut, leaveOut, splitPolls } from './left-out';
import { toPollColumns } from './poll-columns';

export interface ExplainInput {
  readonly storeId: string;
  readonly pins: ReportPins;
  /** null: unknown, so the default applies. */
  readonly timezone: string | null;
  readonly hours: readonly DayHours[];
  /** The store's polls of the `explainedSpan`, in order of time; those of the same instant in the log's order. */
  readonly polls: readonly StoredPoll[];
}

/** Explains one store's figures with the functions that compute a report. */
export function explainStore(input: ExplainInput): Explanation {
  const { pins } = input;
  const week = windowOf('week', pins.asOfMicros);
  const timezone = input.timezone ?? DEFAULT_TIMEZONE;
  const spans = businessIntervals(input.hours, new LocalClock(timezone), week);
  const { used, leftOut } = splitPolls(input.polls, week);
  const { runs, outside } = assignToIntervals(spans, used);
  const explained = runs.map(
    ({ span, run }, row): IntervalRun => ({ run, interval: explainInterval(row + 1, span, run, pins) }),
  );
  return {
    storeId: input.storeId,
    timezone,
    timezoneDefaulted: input.timezone === null,
    hours: input.hours,
    pins,
    intervals: explained.map(({ interval }) => interval),
    leftOut: gatherLeftOut([...leftOut, ...outside]),
    windows: WINDOWS.map((name) => explainWindow(name, explained, pins.asOfMicros, pins.method)),
  };
}

/** Finds the polls inside each interval, and those outside all of them. */
function assignToIntervals(
  spans: readonly Span[],
  polls: readonly StoredPoll[],
): { readonly runs: { span: Span; run: PollRun }[]; readonly outside: LeftOutPoll[] } {
  const columns = toPollColumns(polls);
  const assigned = assignPolls(columns, toIntervalColumns(spans));
  const runs = spans.map((span, row) => {
    const first = Math.max(assigned.indexOf(row), 0);
    return { span, run: { polls: columns, first, end: assigned.lastIndexOf(row) + 1 } };
  });
  const outside = polls.filter((_, row) => assigned[row] === OUTSIDE_HOURS);
  return { runs, outside: outside.map((poll) => leaveOut(poll, 'outside-hours')) };
}
