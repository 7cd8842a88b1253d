import { type FleetInstant, isFleetPolledAt, lastFleetInstant } from '../../domain/report/last-fleet-instant';
import { readPollColumns } from '../columns-io';
import { readParquet } from '../parquet-io';

export interface LastPolledInputs {
  /** The loaded polls of each partition. */
  readonly pollsPaths: readonly string[];
  readonly asOfMicros: number;
}

export interface LastPolled {
  /** At as-of itself, more than half of the stores were polled. */
  readonly isFleetAtAsOf: boolean;
  /** When at least half of the others had last been polled within a day. */
  readonly fleet: FleetInstant | null;
}

/** When the stores of a report were last polled together. */
export function lastPolled({ pollsPaths, asOfMicros }: LastPolledInputs): LastPolled {
  const parts = pollsPaths.map((path) => readPollColumns(readParquet(path)));
  return {
    isFleetAtAsOf: isFleetPolledAt(parts, asOfMicros),
    fleet: lastFleetInstant(parts, asOfMicros),
  };
}
