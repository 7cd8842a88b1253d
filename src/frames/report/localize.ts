import pl from 'nodejs-polars';
import type { Span } from '../../contract/report';
import type { StateFacts } from '../../contract/stage-payloads';
import type { VersionPaths } from '../../contract/versioned-inputs';
import { type DayHours, fleetIntervals } from '../../domain/hours/business-hours';
import { clockZone } from '../../domain/hours/clock-zone';
import type { HoursColumns } from '../../domain/numbers/columns';
import { countStates } from '../../domain/report/state-counts';
import { LocalClock } from '../../domain/time/local-clock';
import { writeIntervalColumns } from '../columns-io';
import { readParquet } from '../parquet-io';
import { readHours, readZones, type StateColumn, stateOf, stateText } from './read-versions';

export interface LocalizeInputs extends VersionPaths {
  readonly storesPath: string;
  /** The week up to as-of. */
  readonly span: Span;
  readonly outIntervalsPath: string;
  /**
   * By row: `timezone`, null where it is unreadable; `hours_state` and `zone_state`; `blank`: the business time is not
   * known.
   */
  readonly outZonesPath: string;
}

export interface Localized extends StateFacts {
  readonly intervalCount: number;
}

/** Writes each store's zone and its business intervals of the span in UTC: `store`, `open`, `close`. */
export function localize(request: LocalizeInputs): Localized {
  const stores = readParquet(request.storesPath).select('store_id').withRowCount('store');
  const { zones, states: zoneStates } = readZones(stores, request.timezonesPath);
  const { hours, states: hoursStates } = readHours(stores, request.hoursPath);
  const names = clockNames(hours, hoursStates, zones);
  const intervals = fleetIntervals(clocksOf(names), hours, request.span);
  writeIntervalColumns(intervals, request.outIntervalsPath);
  const blank = Uint8Array.from(names, (name) => (name === null ? 1 : 0));
  pl.DataFrame([
    pl.Series('timezone', zones, pl.Utf8),
    stateText('hours_state', hoursStates),
    stateText('zone_state', zoneStates),
    pl.Series('blank', blank),
  ]).writeParquet(request.outZonesPath, { compression: 'uncompressed' });
  return {
    intervalCount: intervals.store.length,
    ...factsOf(stores, hoursStates, zoneStates),
    storesWithoutFigures: blank.reduce((sum, each) => sum + each, 0),
  };
}

function factsOf(stores: pl.DataFrame, hours: StateColumn, timezones: StateColumn): StateFacts {
  const ids = stores.getColumn('store_id');
  const count = (states: StateColumn) =>
    countStates(
      states.length,
      (row) => stateOf(states[row]),
      (row) => String(ids.getIndex(row)),
    );
  const storeStates = { hours: count(hours), timezones: count(timezones) };
  return {
    storesWithoutTimezone: storeStates.timezones.counts.default,
    storesWithoutHours: storeStates.hours.counts.default,
    storeStates,
  };
}

/** The zone of each store's clock, by row; null: its business time is not known. */
function clockNames(
  hours: HoursColumns,
  states: StateColumn,
  zones: readonly (string | null)[],
): (string | null)[] {
  let first = 0;
  return zones.map((timezone, store) => {
    const begin = first;
    while (hours.store[first] === store) first++;
    return clockZone({
      hoursState: stateOf(states[store]),
      timezone,
      rows: () => dayHours(hours, begin, first),
    });
  });
}

function dayHours(hours: HoursColumns, begin: number, end: number): DayHours[] {
  return Array.from({ length: end - begin }, (_, index) => ({
    day: hours.day[begin + index] ?? 0,
    startSeconds: hours.startSeconds[begin + index] ?? 0,
    endSeconds: hours.endSeconds[begin + index] ?? 0,
  }));
}

/** Stores of one zone share a clock. */
function clocksOf(names: readonly (string | null)[]): readonly (LocalClock | null)[] {
  const clocks = new Map<string, LocalClock>();
  return names.map((name) => {
    if (name === null) return null;
    const clock = clocks.get(name) ?? new LocalClock(name);
    clocks.set(name, clock);
    return clock;
  });
}
