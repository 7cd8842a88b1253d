import type pl from 'nodejs-polars';
import type { StoreFigures, StoreRows, WindowFigures, WindowName } from '../../contract/report';
import type { WindowSums } from '../../domain/uptime/figures';
import { byteColumn, floatColumn, integerColumn, textColumn, textOrNullColumn } from '../columns-io';
import { readParquet } from '../parquet-io';
import { stateCode, stateOf } from './read-versions';

/** Writes one chunk, so that equal figures are equal bytes, whether they were computed in one partition or several. */
export function writeFigures(figures: pl.DataFrame, path: string): void {
  figures.rechunk().writeParquet(path, { compression: 'uncompressed' });
}

/** Opens a figures file. A row becomes an object only when it is asked for. */
export function openFigures(path: string): StoreRows {
  const frame = readParquet(path);
  const ids = textColumn(frame, 'store_id');
  const zones = textOrNullColumn(frame, 'timezone');
  const states = readStates(frame);
  const polls = integerColumn(frame, 'polls');
  const windows = {
    hour: readSums(frame, 'hour'),
    day: readSums(frame, 'day'),
    week: readSums(frame, 'week'),
  };
  const rowAt = (storeId: string, row: number): StoreFigures => ({
    storeId,
    timezone: zones[row] ?? null,
    states: states && { hours: stateOf(states.hours[row]), timezones: stateOf(states.zones[row]) },
    pollsLastWeek: polls[row] ?? 0,
    hour: figuresAt(windows.hour, row),
    day: figuresAt(windows.day, row),
    week: figuresAt(windows.week, row),
  });
  return {
    length: ids.length,
    slice: (from, to) => ids.slice(from, to).map((storeId, index) => rowAt(storeId, from + index)),
  };
}

/** null: an older version wrote it. */
function readStates(frame: pl.DataFrame) {
  const names = ['hours_state', 'zone_state'] as const;
  if (!names.every((name) => frame.columns.includes(name))) return null;
  const codes = frame.select(...names.map(stateCode));
  return { hours: byteColumn(codes, 'hours_state'), zones: byteColumn(codes, 'zone_state') };
}

/** Reads all rows of a figures file. */
export function readFigures(path: string): readonly StoreFigures[] {
  const rows = openFigures(path);
  return rows.slice(0, rows.length);
}

/** The coverage of a figures file, equal to what `aggregate` or `mergeFigures` returned when it wrote the file. */
export function readCoverage(path: string): number | null {
  return coverageOf(readSums(readParquet(path), 'week'));
}

/**
 * The known share of the business time of all stores that have figures; null where there is no business time, and for
 * `count`. The sums can be too large to be exact, so their result depends on the order: add them in the order of the
 * stores.
 */
export function coverageOf({ unknown, business }: Pick<WindowSums, 'unknown' | 'business'>): number | null {
  const total = (column: Float64Array) =>
    column.reduce((sum, value, store) => (Number.isNaN(business[store]) ? sum : sum + value), 0);
  const coverage = 1 - total(unknown) / total(business);
  return Number.isNaN(coverage) ? null : coverage;
}

export function readSums(frame: pl.DataFrame, name: WindowName): WindowSums {
  return {
    up: floatColumn(frame, `up_${name}`),
    down: floatColumn(frame, `down_${name}`),
    unknown: floatColumn(frame, `unknown_${name}`),
    business: floatColumn(frame, `business_${name}`),
  };
}

function figuresAt(sums: WindowSums, row: number): WindowFigures | null {
  if (Number.isNaN(sums.business[row])) return null;
  const unknown = sums.unknown[row] ?? Number.NaN;
  return {
    upMicros: sums.up[row] ?? 0,
    downMicros: sums.down[row] ?? 0,
    unknownMicros: Number.isNaN(unknown) ? null : unknown,
    businessMicros: sums.business[row] ?? 0,
  };
}
