import type { InputOrigin } from '../../contract/input-states';
import type { Span } from '../../contract/report';
import { businessIntervals, type DayHours } from '../hours/business-hours';
import { clockZone } from '../hours/clock-zone';
import { LocalClock } from '../time/local-clock';

/** One store's hours and zone, as the versions in use have them. */
export interface StoreHours {
  /** The default where none was given; null: it cannot be read. */
  readonly timezone: string | null;
  readonly zoneFrom: InputOrigin;
  readonly hours: readonly DayHours[];
  readonly hoursFrom: InputOrigin;
}

export interface BusinessTime {
  readonly isKnown: boolean;
  /** The business intervals that touch the span. */
  readonly intervals: readonly Span[];
  /** The zone that local times are shown in. */
  readonly clock: string;
}

/** When one store is open, as `localize` finds it for all stores of a report. */
export function businessTime({ timezone, hours, hoursFrom }: StoreHours, span: Span): BusinessTime {
  const zone = clockZone({ hoursState: hoursFrom.state, timezone, rows: () => hours });
  return {
    isKnown: zone !== null,
    intervals: zone === null ? [] : businessIntervals(hours, new LocalClock(zone), span),
    clock: zone ?? timezone ?? 'UTC',
  };
}
