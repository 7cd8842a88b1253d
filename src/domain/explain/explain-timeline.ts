import type { StoreStates } from '../../contract/input-states';
import { DEFAULT_METHOD } from '../../contract/methods';
import type { Span, StoreWeek, Stretch } from '../../contract/report';
import { toIntervalColumns } from '../hours/interval-columns';
import { MICROS_PER_SECOND } from '../time/instants';
import { storeWeek } from '../uptime/store-week';
import { businessTime, type StoreHours } from './business-time';
import type { StoredPoll } from './explain-types';
import { splitPolls } from './left-out';
import { toPollColumns } from './poll-columns';

export interface TimelineInput extends StoreHours {
  readonly storeId: string;
  /** Half-open; a poll exactly at its end still counts for the time before. */
  readonly span: Span;
  readonly holdSeconds: number;
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
  /** null: it cannot be read. */
  readonly timezone: string | null;
  readonly states: StoreStates;
  /** null: the business time is not known. */
  readonly totals: TimelineTotals | null;
}

/** One store's timeline over the span, computed as a report computes its week. */
export function explainTimeline(input: TimelineInput): StoreTimeline {
  const { storeId, span, holdSeconds } = input;
  const { isKnown, intervals } = businessTime(input, span);
  const { used } = splitPolls(input.polls, span);
  const week = storeWeek({
    storeId,
    intervals: toIntervalColumns(intervals),
    polls: toPollColumns(used),
    window: span,
    method: DEFAULT_METHOD,
    holdMicros: holdSeconds * MICROS_PER_SECOND,
  });
  return {
    ...week,
    timezone: input.timezone,
    states: { hours: input.hoursFrom.state, timezones: input.zoneFrom.state },
    totals: isKnown ? totalsOf(week) : null,
  };
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
