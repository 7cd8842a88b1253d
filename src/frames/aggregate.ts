import pl from 'nodejs-polars';
import {
  type Method,
  type StoreFigures,
  WINDOWS,
  type WindowFigures,
  type WindowName,
} from '../contract/report';
import type { WeekHeat } from '../contract/week-heat';
import { computeFigures, type WindowSums } from '../domain/figures';
import { MICROS_PER_SECOND } from '../domain/instants';
import { WeekHeatSums } from '../domain/week-heat';
import { windowOf } from '../domain/windows';
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

export interface Aggregated {
  /** Over all stores' weeks; null where there is no business time, and for `count`. */
  readonly coverage: number | null;
  /** null for `count`, which does not say when a store was up. */
  readonly heat: WeekHeat | null;
}

/** Writes every store's figures, one row a store: its id, zone and polls, and `up_hour`, `down_hour` … in microseconds. */
export function aggregate(request: AggregateRequest): Aggregated {
  const { asOfMicros, method } = request;
  const stores = pl.readParquet(request.storesPath);
  const zones = pl.readParquet(request.zonesPath);
  const kept = pl.readParquet(request.keptPath);
  const heat = new WeekHeatSums(textColumn(zones, 'timezone'), windowOf('week', asOfMicros));
  const figures = computeFigures(
    {
      storeCount: stores.height,
      intervals: readIntervalColumns(request.intervalsPath),
      polls: readPollColumns(kept),
      interval: integerColumn(kept, 'interval'),
      asOfMicros,
      method,
      holdMicros: request.holdSeconds * MICROS_PER_SECOND,
    },
    (store, from, to, status) => heat.add(store, from, to, status),
  );
  const columns = WINDOWS.flatMap((name) =>
    SUMS.map((sum) => pl.Series(`${sum}_${name}`, figures[name][sum], pl.Float64)),
  );
  stores
    .withColumns(zones.getColumn('timezone'), ...columns)
    .writeParquet(request.outPath, { compression: 'uncompressed' });
  return { coverage: coverageOf(figures.week), heat: method === 'interpolate' ? heat.toHeat() : null };
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
