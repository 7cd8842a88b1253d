import { DEFAULT_METHOD } from '../../contract/methods';
import { DEFAULT_TIMEZONE, type Span, type StoreWeek, type Stretch } from '../../contract/report';
import { businessIntervals, type DayHours } from '../hours/business-hours';
import { toIntervalColumns } from '../hours/interval-columns';
import { MICROS_PER_SECOND } from '../time/instants';
import { LocalClock } from '../time/local-clock';
import { storeWeek } from '../uptime/store-week';
import type { StoredPoll } from './explain-types';
import { splitPolls } from './left-out';
import { toPollColumns } from './poll-columns';

export interface TimelineInput {
  readonly storeId: string;
  /** Half-open; a poll exactly at its end still counts for the time before. */
  readonly span: Span;
  readonly holdSeconds: number;
  /** null: unknown, so the default applies. */
  readonly timezone: string | null;
  readonly hours: readonly DayHours[];
  /** In order of time; those of the same instant in the log's order. */
  readonly polls: readonly StoredPoll[];
}

/** By the default method: up + down + unknown = business. */
export interface TimelineTotals {
  readonly upMicros: number;
  readonly downMicros: number;
  readonly unknownMicros: number;
  readonly businessMicros: number;
}

export interface StoreTimeline extends StoreWeek {
  readonly timezone: string;
  readonly timezoneDefaulted: boolean;
  readonly totals: TimelineTotals;
}

/** One store's timeline over the span, computed as a report computes its week. */
export function explainTimeline(input: TimelineInput): StoreTimeline {
  const { storeId, span, holdSeconds } = input;
  const timezone = input.timezone ?? DEFAULT_TIMEZONE;
  const { used } = splitPolls(input.polls, span);
  const week = storeWeek({
    storeId,
    intervals: toIntervalColumns(businessIntervals(input.hours, new LocalClock(timezone), span)),
    polls: toPollColumns(used),
    window: span,
    method: DEFAULT_METHOD,
    holdMicros: holdSeconds * MICROS_PER_SECOND,
  });
  return { ...week, timezone, timezoneDefaulted: input.timezone === null, totals: totalsOf(week) };
}

function totalsOf({ business, stretches }: StoreWeek): TimelineTotals {
  const of = (status: Stretch['status']) =>
    lengthOf(stretches.filter((stretch) => stretch.status === status));
  return {
    upMicros: of('up'),
    downMicros: of('down'),
    unknownMicros: of('unknown'),
    businessMicros: lengthOf(business),
  };
}

function lengthOf(spans: readonly Span[]): number {
  return spans.reduce((sum, { fromMicros, toMicros }) => sum + toMicros - fromMicros, 0);
}
