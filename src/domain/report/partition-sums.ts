import type { PartitionSums, StateFacts } from '../../contract/stage-payloads';
import { byVersionedKind } from '../../contract/versioned-inputs';
import { addStateCounts, NO_STATES } from './state-counts';

export const NO_SUMS: PartitionSums = {
  storeCount: 0,
  polls: 0,
  pollsOutsideHours: 0,
  newestPollMicros: null,
  newestOfAllMicros: null,
  polledLastDay: 0,
  storesWithoutTimezone: 0,
  storesWithoutHours: 0,
  storeStates: byVersionedKind(() => NO_STATES),
  storesWithoutFigures: 0,
  storesSilent: 0,
};

/** Adds the sums of two partitions without a common store; the order does not matter. */
export function addSums(a: PartitionSums, b: PartitionSums): PartitionSums {
  return {
    storeCount: a.storeCount + b.storeCount,
    polls: a.polls + b.polls,
    pollsOutsideHours: a.pollsOutsideHours + b.pollsOutsideHours,
    newestPollMicros: latest(a.newestPollMicros, b.newestPollMicros),
    newestOfAllMicros: latest(a.newestOfAllMicros, b.newestOfAllMicros),
    ...(a.polledLastDay !== undefined &&
      b.polledLastDay !== undefined && { polledLastDay: a.polledLastDay + b.polledLastDay }),
    ...addStateFacts(a, b),
    storesSilent: a.storesSilent + b.storesSilent,
  };
}

/** Where an older version computed one of the partitions, the states are not known. */
function addStateFacts(a: StateFacts, b: StateFacts): StateFacts {
  const storesWithoutTimezone = a.storesWithoutTimezone + b.storesWithoutTimezone;
  const storesWithoutHours = a.storesWithoutHours + b.storesWithoutHours;
  const [left, right] = [a.storeStates, b.storeStates];
  if (!left || !right) return { storesWithoutTimezone, storesWithoutHours };
  return {
    storesWithoutTimezone,
    storesWithoutHours,
    storeStates: byVersionedKind((kind) => addStateCounts(left[kind], right[kind])),
    storesWithoutFigures: (a.storesWithoutFigures ?? 0) + (b.storesWithoutFigures ?? 0),
  };
}

/** The later of two instants; null counts as none. */
export function latest(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.max(a, b);
}
