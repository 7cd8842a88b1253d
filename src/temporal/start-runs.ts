import type {
  Client,
  WorkflowExecutionDescription,
  WorkflowHandleWithFirstExecutionRunId,
  WorkflowHandleWithSignaledRunId,
} from '@temporalio/client';
import type { IngestSummary } from '../contract/inputs';
import type { MaintenanceSummary } from '../contract/maintenance';
import {
  INGEST_NOW_WORKFLOW_ID,
  INGEST_REQUESTED_SIGNAL,
  INGEST_WORKFLOW,
  MAINTAIN_NOW_WORKFLOW_ID,
  MAINTAIN_WORKFLOW,
  REPORT_WORKFLOW,
  TASK_QUEUE,
} from '../contract/names';
import type { ReportResult } from '../contract/report-payloads';
import type { IngestInput, MaintainInput, ReportInput, ReportRunOptions } from '../contract/workflow-inputs';
import { callTemporal } from './call-temporal';

/** A client asks again after an error, so waiting for a slow start costs less. */
export const START_LIMIT_MS = 20_000;

type Run<Input, Result> = WorkflowHandleWithFirstExecutionRunId<(input: Input) => Promise<Result>>;
export type ReportHandle = Run<ReportInput, ReportResult>;

/**
 * Starts the `report` workflow for the API and the command line.
 * @throws LoopwatchError UNAVAILABLE where Temporal does not answer; an error that `isRunAlreadyStarted` recognises.
 */
export function startReport(
  client: Client,
  options: ReportRunOptions,
  memo: Readonly<Record<string, string>> = {},
): Promise<ReportHandle> {
  const start = () =>
    client.workflow.start<(input: ReportInput) => Promise<ReportResult>>(REPORT_WORKFLOW, {
      ...options,
      taskQueue: TASK_QUEUE,
      // A start that finds its id running is a repetition: after a lost answer, or with the same idempotency key.
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      memo,
    });
  return callTemporal(client, start, START_LIMIT_MS);
}

/**
 * Starts an ingestion outside the hourly Schedule. If the one of the same id runs, it is asked for what came since it
 * listed its sources.
 */
export function startIngestion(
  client: Client,
  trigger: string,
  workflowId = INGEST_NOW_WORKFLOW_ID,
): Promise<WorkflowHandleWithSignaledRunId<(input: IngestInput) => Promise<IngestSummary>>> {
  return client.workflow.signalWithStart<(input: IngestInput) => Promise<IngestSummary>>(INGEST_WORKFLOW, {
    taskQueue: TASK_QUEUE,
    workflowId,
    signal: INGEST_REQUESTED_SIGNAL,
    staticSummary: `Ingest new and changed files (requested by ${trigger})`,
    args: [{ trigger }],
  });
}

/** The id of the ingestion of a run: its own first run, also after it continued as new. */
export function ingestionIdOf(run: WorkflowExecutionDescription): string {
  return run.raw.workflowExecutionInfo?.firstRunId || run.runId;
}

/** Starts a maintenance outside its daily Schedule, or finds the one that runs. */
export function startMaintenance(
  client: Client,
  trigger: string,
  options: Pick<MaintainInput, 'isConfirmed'> = {},
): Promise<Run<MaintainInput, MaintenanceSummary>> {
  return client.workflow.start<(input: MaintainInput) => Promise<MaintenanceSummary>>(MAINTAIN_WORKFLOW, {
    taskQueue: TASK_QUEUE,
    workflowId: MAINTAIN_NOW_WORKFLOW_ID,
    workflowIdConflictPolicy: 'USE_EXISTING',
    staticSummary: `Merge segments and remove expired data (requested by ${trigger})`,
    args: [{ trigger, ...options }],
  });
}
