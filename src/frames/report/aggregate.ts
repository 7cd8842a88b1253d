import pl from 'nodejs-polars';
import { METHOD_FACTS, type Method } from '../../contract/methods';
import {
  type StoreFigures,
  type StoreRows,
  WINDOWS,
  type WindowFigures,
  type WindowName,
} from '../../contract/report';
import type { WeekHeat } from '../../contract/week-heat';
import { MICROS_PER_SECOND } from '../../domain/time/instants';
import { windowOf } from '../../domain/time/windows';
import { computeFigures, type WindowSums } from '../../domain/uptime/figures';
import { WeekHeatSums } from '../../domain/uptime/week-heat';
import { floatColumn, integerColumn, readIntervalColumns, readPollColumns, textColumn } from '../columns-io';
import { storeIdsNotIn } from './load-polls';

export interface AggregateInputs {
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
  /** Over all stores' weeks; null where there is no business time, or the method knows no unknown. */
  readonly coverage: number | null;
  /** null where the method does not tell when a store was up. */
  readonly heat: WeekHeat | null;
}

/** Writes every store's figures, one row a store: its id, zone and polls, and `up_hour`, `down_hour` … in microseconds. */
export function aggregate(request: AggregateInputs): Aggregated {
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
  writeFigures(stores.withColumns(zones.getColumn('timezone'), ...columns), request.outPath);
  return { coverage: coverageOf(figures.week), heat: METHOD_FACTS[method].tellsWhen ? heat.toHeat() : null };
}

/** In one piece, so that equal figures are equal bytes however they came together. */
function writeFigures(figures: pl.DataFrame, path: string): void {
  figures.rechunk().writeParquet(path, { compression: 'uncompressed' });
}

/** The sums may exceed what a number holds exactly, so they depend on the order: always that of the stores. */
function coverageOf({ unknown, business }: Pick<WindowSums, 'unknown' | 'business'>): number | null {
  const total = (column: Float64Array) => column.reduce((sum, value) => sum + value, 0);
  const coverage = 1 - total(unknown) / total(business);
  return Number.isNaN(coverage) ? null : coverage;
}

export interface MergeFiguresInputs {
  /** Of each partition, as `aggregate` wrote them. */
  readonly partPaths: readonly string[];
  /** null: every store. */
  readonly storeIds: readonly string[] | null;
  readonly outPath: string;
}

export interface MergedFigures {
  readonly coverage: number | null;
  readonly unknownStoreIds: readonly string[];
}

/** Writes the figures of all partitions as those of one. */
export function mergeFigures({ partPaths, storeIds, outPath }: MergeFiguresInputs): MergedFigures {
  const figures = pl.concat(partPaths.map((path) => pl.readParquet(path))).sort('store_id');
  writeFigures(figures, outPath);
  return {
    coverage: coverageOf(readSums(figures, 'week')),
    unknownStoreIds: storeIdsNotIn(figures, storeIds),
  };
}

/** As `aggregate` and `mergeFigures` told it of the figures they wrote. */
export function readCoverage(path: string): number | null {
  return coverageOf(readSums(pl.readParquet(path), 'week'));
}

/** What `aggregate` wrote; a row becomes an object only once it is asked for. */
export function openFigures(path: string): StoreRows {
  const frame = pl.readParquet(path);
  const ids = textColumn(frame, 'store_id');
  const zones = textColumn(frame, 'timezone');
  const polls = integerColumn(frame, 'polls');
  const windows = {
    hour: readSums(frame, 'hour'),
    day: readSums(frame, 'day'),
    week: readSums(frame, 'week'),
  };
  const rowAt = (storeId: string, row: number): StoreFigures => ({
    storeId,
    timezone: zones[row] ?? '',
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

/** All of what `aggregate` wrote. */
export function readFigures(path: string): readonly StoreFigures[] {
  const rows = openFigures(path);
  return rows.slice(0, rows.length);
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
