import pl from 'nodejs-polars';
import { METHOD_FACTS, type Method } from '../../contract/methods';
import { WINDOWS } from '../../contract/report';
import type { WeekHeat } from '../../contract/week-heat';
import { MICROS_PER_SECOND } from '../../domain/time/instants';
import { windowOf } from '../../domain/time/windows';
import { computeFigures } from '../../domain/uptime/figures';
import { WeekHeatSums } from '../../domain/uptime/week-heat';
import { integerColumn, readIntervalColumns, readPollColumns, textColumn } from '../columns-io';
import { coverageOf, writeFigures } from './figures-file';

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
  /** Over the weeks of all stores; null where there is no business time, or the method knows no unknown. */
  readonly coverage: number | null;
  /** null where the method does not tell when a store was up. */
  readonly heat: WeekHeat | null;
}

/** Writes one row a store: its id, zone and number of polls, and `up_hour`, `down_hour` … in microseconds. */
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
