import type {
  Client,
  WorkflowExecutionDescription,
  WorkflowHandleWithFirstExecutionRunId,
} from '@temporalio/client';
import type { IngestSummary } from '../contract/inputs';
import { INGEST_NOW_WORKFLOW_ID, INGEST_WORKFLOW, TASK_QUEUE } from '../contract/names';
import type { IngestInput } from '../contract/workflow-inputs';

type Ingest = (input: IngestInput) => Promise<IngestSummary>;

/** Starts an ingestion outside the hour; where one such runs already, that is the one. */
export function startIngestion(
  client: Client,
  trigger: string,
): Promise<WorkflowHandleWithFirstExecutionRunId<Ingest>> {
  return client.workflow.start<Ingest>(INGEST_WORKFLOW, {
    taskQueue: TASK_QUEUE,
    workflowId: INGEST_NOW_WORKFLOW_ID,
    workflowIdConflictPolicy: 'USE_EXISTING',
    staticSummary: `Take in what is new (asked for by ${trigger})`,
    args: [{ trigger }],
  });
}

/** The id of the ingestion that a run belongs to: its own, unless it continues another. */
export function ingestionIdOf(run: WorkflowExecutionDescription): string {
  return run.raw.workflowExecutionInfo?.firstRunId || run.runId;
}
