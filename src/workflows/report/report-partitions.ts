import {
  getExternalWorkflowHandle,
  log,
  setCurrentDetails,
  type WorkflowInfo,
  workflowInfo,
} from '@temporalio/workflow';
import type { PartitionRef } from '../../contract/buckets';
import { PARTITIONS_DONE_SIGNAL } from '../../contract/names';
import type { PartitionSums } from '../../contract/stage-payloads';
import type { PartitionsDone, PartitionsInput } from '../../contract/workflow-inputs';
import { addSums, NO_SUMS } from '../../domain/report/partition-sums';
import { stateFactsOf } from '../../domain/report/state-counts';
import { stages } from '../kit/activity-proxies';
import { computeStages } from './compute-stages';

/** Progress signals of one child: each adds events to the report's history. */
const MAX_SIGNALS = 3;

/** Computes some partitions of a report, one after the other. Their files have keys of the report. */
export async function reportPartitions(input: PartitionsInput): Promise<PartitionSums> {
  const { reportId, partitions, first, step } = input;
  const own = Math.ceil((partitions - first) / step);
  const signalEvery = Math.ceil(own / (MAX_SIGNALS + 1));
  let sums = NO_SUMS;
  for (let done = 0; done < own; done++) {
    if (done > 0 && done % signalEvery === 0) signalReport({ first, done });
    sums = addSums(sums, await computePart(reportId, { partition: first + done * step, partitions }));
  }
  return sums;
}

async function computePart(reportId: string, part: PartitionRef): Promise<PartitionSums> {
  const name = `partition ${part.partition + 1} of ${part.partitions}`;
  const asWords = (summary: string) => `${summary}: ${name}`;
  const entered = (stage: string) => setCurrentDetails(`${name}: ${stage}`);
  entered('load');
  const loaded = await stages.load.executeWithOptions({ summary: asWords('Read the week of polls') }, [
    { reportId, part },
  ]);
  const { quality } = await computeStages({ reportId, part }, loaded, { entered, asWords });
  const { polls, pollsOutsideHours, newestPollMicros, ...counts } = quality;
  return {
    storeCount: loaded.storeCount,
    polls,
    pollsOutsideHours,
    newestPollMicros,
    newestOfAllMicros: loaded.newestOfAllMicros ?? null,
    ...(loaded.polledLastDay !== undefined && { polledLastDay: loaded.polledLastDay }),
    ...stateFactsOf(counts),
    storesSilent: counts.storesSilent,
  };
}

/** Not awaited: progress only; a lost signal does no harm. */
function signalReport(progress: PartitionsDone): void {
  const { parent }: Pick<WorkflowInfo, 'parent'> = workflowInfo();
  if (!parent) return;
  getExternalWorkflowHandle(parent.workflowId, parent.runId)
    .signal(PARTITIONS_DONE_SIGNAL, progress)
    .catch((error: unknown) => log.debug('a progress signal was lost', { error }));
}
