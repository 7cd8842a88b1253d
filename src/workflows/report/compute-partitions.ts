import {
  CancellationScope,
  ChildWorkflowCancellationType,
  defineSignal,
  executeChild,
  ParentClosePolicy,
  setHandler,
} from '@temporalio/workflow';
import { PARTITIONS_DONE_SIGNAL, PARTITIONS_WORKFLOW, partitionsWorkflowId } from '../../contract/names';
import type { PinnedReport } from '../../contract/report-payloads';
import type { PartitionSums } from '../../contract/stage-payloads';
import type { PartitionsDone, PartitionsInput } from '../../contract/workflow-inputs';
import { addSums, NO_SUMS } from '../../domain/report/partition-sums';
import { stages } from '../kit/activity-proxies';
import type { Computed } from './computed';
import { found, partitionsDone, type Tracker } from './report-tracker';

/** Child workflows of one report: more would make its history too long. */
const MAX_CHILDREN = 16;

export const partitionsDoneSignal = defineSignal<[PartitionsDone]>(PARTITIONS_DONE_SIGNAL);

/** Computes all partitions of a report in child workflows, and merges them. */
export async function computePartitions(
  reportId: string,
  { pins, partitions, warnings }: PinnedReport,
  tracker: Tracker,
): Promise<Computed> {
  const parts = await CancellationScope.cancellable(() => computeInChildren(reportId, partitions, tracker));
  const sums = parts.reduce(addSums, NO_SUMS);
  const { storeCount } = sums;
  found(pins, storeCount, sums.polls, tracker);
  const {
    figuresKey,
    heatKey = null,
    coverage,
    quality,
  } = await stages.merge.executeWithOptions({ summary: `Merge ${partitions} partitions` }, [
    { reportId, partitions, sums, warnings },
  ]);
  const files = { figuresKey, heatKey, intervalsKey: null, pollsKey: null };
  return { pins, storeCount, quality, coverage, ...files };
}

/** The first failure cancels the other children. */
async function computeInChildren(
  reportId: string,
  partitions: number,
  tracker: Tracker,
): Promise<PartitionSums[]> {
  const step = Math.min(partitions, MAX_CHILDREN);
  const doneOf = new Array<number>(step).fill(0);
  const tell = ({ first, done }: PartitionsDone) => {
    // Signals may arrive out of order, or after the child's end.
    doneOf[first] = Math.max(doneOf[first] ?? 0, done);
    partitionsDone(
      doneOf.reduce((sum, each) => sum + each, 0),
      partitions,
      tracker,
    );
  };
  setHandler(partitionsDoneSignal, tell);
  tell({ first: 0, done: 0 });
  const children = doneOf.map(async (_, first) => {
    const sums = await startPartitions({ reportId, partitions, first, step });
    tell({ first, done: Math.ceil((partitions - first) / step) });
    return sums;
  });
  try {
    return await Promise.all(children);
  } catch (error) {
    CancellationScope.current().cancel();
    // Wait until they have ended: a running one could still write files that nobody removes.
    await Promise.allSettled(children);
    throw error;
  }
}

function startPartitions(input: PartitionsInput): Promise<PartitionSums> {
  const { reportId, partitions, first } = input;
  return executeChild<(partitionsInput: PartitionsInput) => Promise<PartitionSums>>(PARTITIONS_WORKFLOW, {
    workflowId: partitionsWorkflowId(reportId, first),
    args: [input],
    parentClosePolicy: ParentClosePolicy.TERMINATE,
    cancellationType: ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED,
    staticSummary: `Partitions ${first + 1}, ${first + 1 + MAX_CHILDREN}, … of ${partitions} of report ${reportId}`,
  });
}
