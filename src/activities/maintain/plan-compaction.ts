import type { CompactionPlan } from '../../contract/maintenance';
import { planCompaction } from '../../domain/log/plan-compaction';
import type { ActivityPorts } from '../ports';

/** Finds the small segments of past days. */
export function createPlanCompaction(
  { catalogue }: ActivityPorts,
  limits?: Parameters<typeof planCompaction>[2],
) {
  return async (): Promise<CompactionPlan> => {
    const latest = await catalogue.log.latest();
    if (latest?.newestMicros === null || !latest) return { groups: [], more: false };
    return planCompaction(await catalogue.log.segments(latest.version), latest.newestMicros, limits);
  };
}
