import pl from 'nodejs-polars';
import {
  type Method,
  type StoreFigures,
  WINDOWS,
  type WindowFigures,
  type WindowName,
} from '../contract/report';
import { computeFigures, type WindowSums } from '../domain/figures';
import { MICROS_PER_SECOND } from '../domain/instants';
import { floatColumn, integerColumn, readIntervalColumns, readPollColumns, textColumn } from './columns-io';

export interface AggregateRequest {
  readonly storesPath: string;
  readonly zonesPath: string;
  readonly intervalsPath: string;
  readonly keptPath: string;
  readonly asOfMicros: number;
  readonly method: Method;
  readonly holdSeconds: number;
  readonly outPath: string;
}

const SUMS = ['up', 'down', 'unknown', 'business'] as const;

/** Writes every store's figures, one row a store: its id, zone and polls, and `up_hour`, `down_hour` … in microseconds.
 * @returns coverage over all stores' weeks; null where there is no business time, and for `count`. */
export function aggregate(request: AggregateRequest): { readonly coverage: number | null } {
  const stores = pl.readParquet(request.storesPath);
  const kept = pl.readParquet(request.keptPath);
  const figures = computeFigures({
    storeCount: stores.height,
    intervals: readIntervalColumns(request.intervalsPath),
    polls: readPollColumns(kept),
    interval: integerColumn(kept, 'interval'),
    asOfMicros: request.asOfMicros,
    method: request.method,
    holdMicros: request.holdSeconds * MICROS_PER_SECOND,
  });
  const columns = WINDOWS.flatMap((name) =>
    SUMS.map((sum) => pl.Series(`${sum}_${name}`, figures[name][sum], pl.Float64)),
  );
  const zones = pl.readParquet(request.zonesPath).getColumn('timezone');
  stores.withColumns(zones, ...columns).writeParquet(request.outPath, { compression: 'uncompressed' });
  return { coverage: coverageOf(figures.week) };
}

function coverageOf({ unknown, business }: WindowSums): number | null {
  const total = (column: Float64Array) => column.reduce((sum, value) => sum + value, 0);
  const coverage = 1 - total(unknown) / total(business);
  return Number.isNaN(coverage) ? null : coverage;
}

/** Reads what `aggregate` wrote, for the renderers. */
export function readFigures(path: string): StoreFigures[] {
  const frame = pl.readParquet(path);
  const ids = textColumn(frame, 'store_id');
  const zones = textColumn(frame, 'timezone');
  const polls = integerColumn(frame, 'polls');
  const windows = {
    hour: readSums(frame, 'hour'),
    day: readSums(frame, 'day'),
    week: readSums(frame, 'week'),
  };
  return ids.map((storeId, row) => ({
    storeId,
    timezone: zones[row] ?? '',
    pollsLastWeek: polls[row] ?? 0,
    hour: figuresAt(windows.hour, row),
    day: figuresAt(windows.day, row),
    week: figuresAt(windows.week, row),
  }));
}

function readSums(frame: pl.DataFrame, name: WindowName): WindowSums {
  return {
    up: floatColumn(frame, `up_${name}`),
    down: floatColumn(frame, `down_${name}`),
    unknown: floatColumn(frame, `unknown_${name}`),
    business: floatColumn(frame, `business_${name}`),
  };
}

function figuresAt(sums: WindowSums, row: number): WindowFigures {
  const unknown = sums.unknown[row] ?? Number.NaN;
  return {
    upMicros: sums.up[row] ?? 0,
    downMicros: sums.down[row] ?? 0,
    unknownMicros: Number.isNaN(unknown) ? null : unknown,
    businessMicros: sums.business[row] ?? 0,
  };
}
