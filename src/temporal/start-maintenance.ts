import type { Client, WorkflowHandleWithFirstExecutionRunId } from '@temporalio/client';
import type { MaintenanceSummary } from '../contract/maintenance';
import { MAINTAIN_NOW_WORKFLOW_ID, MAINTAIN_WORKFLOW, TASK_QUEUE } from '../contract/names';
import type { MaintainInput } from '../contract/workflow-inputs';

type Maintain = (input: MaintainInput) => Promise<MaintenanceSummary>;

/** Starts a maintenance outside its hour; where one such runs already, that is the one. */
export function startMaintenance(
  client: Client,
  trigger: string,
): Promise<WorkflowHandleWithFirstExecutionRunId<Maintain>> {
  return client.workflow.start<Maintain>(MAINTAIN_WORKFLOW, {
    taskQueue: TASK_QUEUE,
    workflowId: MAINTAIN_NOW_WORKFLOW_ID,
    workflowIdConflictPolicy: 'USE_EXISTING',
    staticSummary: `Merge and tidy up (asked for by ${trigger})`,
    args: [{ trigger }],
  });
}
