import pl from 'nodejs-polars';
import { DEFAULT_TIMEZONE, type Span } from '../../contract/report';
import type { VersionPaths } from '../../contract/versioned-inputs';
import { fleetIntervals } from '../../domain/hours/business-hours';
import type { HoursColumns } from '../../domain/numbers/columns';
import { LocalClock } from '../../domain/time/local-clock';
import { integerColumn, writeIntervalColumns } from '../columns-io';

export interface LocalizeInputs extends VersionPaths {
  readonly storesPath: string;
  /** The week up to as-of. */
  readonly span: Span;
  readonly outIntervalsPath: string;
  /** `timezone` of each store, by row. */
  readonly outZonesPath: string;
}

export interface Localized {
  readonly intervalCount: number;
  readonly storesWithoutTimezone: number;
  readonly storesWithoutHours: number;
}

/** Writes each store's zone and its business intervals of the span in UTC: `store`, `open`, `close`. */
export function localize(request: LocalizeInputs): Localized {
  const stores = pl.readParquet(request.storesPath).select('store_id').withRowCount('store');
  const zones = readZones(stores, request.timezonesPath);
  const hours = readHours(stores, request.hoursPath);
  const names = zones.map((zone) => zone ?? DEFAULT_TIMEZONE);
  const intervals = fleetIntervals(clocksOf(names), hours, request.span);
  writeIntervalColumns(intervals, request.outIntervalsPath);
  pl.DataFrame([pl.Series('timezone', names, pl.Utf8)]).writeParquet(request.outZonesPath, {
    compression: 'uncompressed',
  });
  return {
    intervalCount: intervals.store.length,
    storesWithoutTimezone: zones.filter((zone) => zone === null).length,
    storesWithoutHours: stores.height - new Set(hours.store).size,
  };
}

/** Stores of one zone share a clock. */
function clocksOf(names: readonly string[]): readonly LocalClock[] {
  const clocks = new Map([...new Set(names)].map((name) => [name, new LocalClock(name)]));
  return names.flatMap((name) => clocks.get(name) ?? []);
}

/** Each store's zone, by row; null where none is known. */
function readZones(stores: pl.DataFrame, path: string | null): (string | null)[] {
  if (path === null) return new Array<string | null>(stores.height).fill(null);
  return stores
    .join(pl.readParquet(path).select('store_id', 'timezone'), { on: 'store_id', how: 'left' })
    .sort('store')
    .getColumn('timezone')
    .toArray()
    .map((zone) => (zone === null ? null : String(zone)));
}

function readHours(stores: pl.DataFrame, path: string | null): HoursColumns {
  const hours = path === null ? null : pl.readParquet(path).join(stores, { on: 'store_id', how: 'inner' });
  const sorted = hours
    ?.select('store', 'day', 'start', 'end')
    .filter(pl.col('start').isNotNull())
    .sort(['store', 'day', 'start']);
  const column = (name: string) => (sorted ? integerColumn(sorted, name) : new Int32Array());
  return {
    store: column('store'),
    day: column('day'),
    startSeconds: column('start'),
    endSeconds: column('end'),
  };
}
