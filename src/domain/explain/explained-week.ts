import type { Span, StoreWeek, Stretch } from '../../contract/report';
import { windowOf } from '../time/windows';
import type { ExplainedInterval, Explanation, StretchPiece } from './explain-types';

/** What the store's page draws of the week, taken from an explanation. */
export function explainedWeek({ storeId, intervals, leftOut, pins }: Explanation): StoreWeek {
  const week = windowOf('week', pins.asOfMicros);
  const outside = leftOut.polls.filter(
    ({ reason }) => reason === 'outside-hours' || reason === 'hours-unknown',
  );
  const polls = [...intervals.flatMap((interval) => interval.polls), ...outside];
  return {
    storeId,
    business: intervals.flatMap((interval) => cutTo(interval, week)),
    stretches: intervals.flatMap(({ pieces }) => united(pieces)),
    polls: polls
      .map(({ atMicros, active }) => ({ atMicros, active }))
      .sort((a, b) => a.atMicros - b.atMicros),
  };
}

/** Joins the pieces of one interval that were cut only where a window begins. */
export function united(pieces: readonly StretchPiece[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (const { fromMicros, toMicros, status } of pieces) {
    const last = stretches.at(-1);
    if (last?.status === status) stretches[stretches.length - 1] = { ...last, toMicros };
    else stretches.push({ fromMicros, toMicros, status });
  }
  return stretches;
}

/** The part of an interval in the window; empty where they do not overlap. */
export function cutTo(interval: ExplainedInterval, window: Span): Span[] {
  const fromMicros = Math.max(interval.fromMicros, window.fromMicros);
  const toMicros = Math.min(interval.toMicros, window.toMicros);
  return fromMicros < toMicros ? [{ fromMicros, toMicros }] : [];
}
