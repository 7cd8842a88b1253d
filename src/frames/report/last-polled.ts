import pl from 'nodejs-polars';
import { type FleetInstant, lastFleetInstant } from '../../domain/report/last-fleet-instant';
import { readPollColumns } from '../columns-io';

export interface LastPolledInputs {
  /** The loaded polls of each partition. */
  readonly pollsPaths: readonly string[];
  readonly asOfMicros: number;
}

/** When the stores of a report were last polled together. */
export function lastPolled({ pollsPaths, asOfMicros }: LastPolledInputs): FleetInstant | null {
  return lastFleetInstant(
    pollsPaths.map((path) => readPollColumns(pl.readParquet(path))),
    asOfMicros,
  );
}
