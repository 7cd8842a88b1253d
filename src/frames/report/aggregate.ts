import pl from 'nodejs-polars';
import { METHOD_FACTS, type Method } from '../../contract/methods';
import { type WeekHeat, WINDOWS } from '../../contract/report';
import { MICROS_PER_SECOND } from '../../domain/time/instants';
import { windowOf } from '../../domain/time/windows';
import { computeFigures } from '../../domain/uptime/figures';
import { WeekHeatSums } from '../../domain/uptime/week-heat';
import { integerColumn, readIntervalColumns, readPollColumns, textOrNullColumn } from '../columns-io';
import { readParquet } from '../parquet-io';
import { coverageOf, writeFigures } from './figures-file';
import { readBlank } from './read-versions';

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

/**
 * Writes one row a store: its id, zone, states and number of polls, and `up_hour`, `down_hour` … in microseconds, NaN
 * where its business time is not known.
 */
export function aggregate(request: AggregateInputs): Aggregated {
  const { asOfMicros, method } = request;
  const stores = readParquet(request.storesPath);
  const zones = readParquet(request.zonesPath);
  const kept = readParquet(request.keptPath);
  const heat = new WeekHeatSums(textOrNullColumn(zones, 'timezone'), windowOf('week', asOfMicros));
  const figures = computeFigures(
    {
      storeCount: stores.height,
      blank: readBlank(zones),
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
  const facts = zones.getColumns().filter(({ name }) => name !== 'blank');
  writeFigures(stores.withColumns(...facts, ...columns), request.outPath);
  return { coverage: coverageOf(figures.week), heat: METHOD_FACTS[method].tellsWhen ? heat.toHeat() : null };
}
