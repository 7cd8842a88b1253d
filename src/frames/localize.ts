import pl from 'nodejs-polars';
import { DEFAULT_TIMEZONE, type Span } from '../contract/report';
import { businessIntervals, type DayHours } from '../domain/business-hours';
import { IntervalList } from '../domain/interval-list';
import { LocalClock } from '../domain/local-clock';
import { integerColumn, writeIntervalColumns } from './columns-io';

export interface LocalizeRequest {
  readonly storesPath: string;
  /** null: no such input was ever taken in. */
  readonly hoursPath: string | null;
  readonly timezonesPath: string | null;
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
export function localize(request: LocalizeRequest): Localized {
  const stores = pl.readParquet(request.storesPath).select('store_id').withRowCount('store');
  const zones = readZones(stores, request.timezonesPath);
  const hours = readHours(stores, request.hoursPath);
  const clocks = new Map<string, LocalClock>();
  const intervals = new IntervalList();
  let withoutTimezone = 0;
  let withoutHours = 0;
  const names = zones.map((zone, store) => {
    const name = zone ?? DEFAULT_TIMEZONE;
    const rows = hours.get(store) ?? [];
    if (zone === null) withoutTimezone++;
    if (rows.length === 0) withoutHours++;
    const clock = clocks.get(name) ?? new LocalClock(name);
    clocks.set(name, clock);
    intervals.add(store, businessIntervals(rows, clock, request.span));
    return name;
  });
  const columns = intervals.toColumns();
  writeIntervalColumns(columns, request.outIntervalsPath);
  pl.DataFrame([pl.Series('timezone', names, pl.Utf8)]).writeParquet(request.outZonesPath, {
    compression: 'uncompressed',
  });
  return {
    intervalCount: columns.store.length,
    storesWithoutTimezone: withoutTimezone,
    storesWithoutHours: withoutHours,
  };
}

/** Each store's zone, by row; null where none is known. */
function readZones(stores: pl.DataFrame, path: string | null): (string | null)[] {
  if (path === null) return new Array<string | null>(stores.height).fill(null);
  return stores
    .join(pl.readParquet(path), { on: 'store_id', how: 'left' })
    .sort('store')
    .getColumn('timezone')
    .toArray()
    .map((zone) => (zone === null ? null : String(zone)));
}

function readHours(stores: pl.DataFrame, path: string | null): Map<number, DayHours[]> {
  const byStore = new Map<number, DayHours[]>();
  if (path === null) return byStore;
  const rows = pl.readParquet(path).join(stores, { on: 'store_id', how: 'inner' });
  const [store, day, start, end] = ['store', 'day', 'start', 'end'].map((name) => integerColumn(rows, name));
  for (let row = 0; row < rows.height; row++) {
    const list = byStore.get(store?.[row] ?? 0) ?? [];
    list.push({ day: day?.[row] ?? 0, startSeconds: start?.[row] ?? 0, endSeconds: end?.[row] ?? 0 });
    byStore.set(store?.[row] ?? 0, list);
  }
  return byStore;
}
