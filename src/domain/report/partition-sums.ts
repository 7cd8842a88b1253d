import type { PartitionSums } from '../../contract/stage-payloads';

export const NO_SUMS: PartitionSums = {
  storeCount: 0,
  polls: 0,
  pollsOutsideHours: 0,
  newestPollMicros: null,
  newestOfAllMicros: null,
  storesWithoutTimezone: 0,
  storesWithoutHours: 0,
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
    storesWithoutTimezone: a.storesWithoutTimezone + b.storesWithoutTimezone,
    storesWithoutHours: a.storesWithoutHours + b.storesWithoutHours,
    storesSilent: a.storesSilent + b.storesSilent,
  };
}

/** The later of two instants; null counts as none. */
export function latest(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.max(a, b);
}
