/** Frozen: Temporal histories hold these names. A new meaning gets a new name. */
export const TASK_QUEUE = 'loopwatch';
export const REPORT_WORKFLOW = 'report';
export const INGEST_WORKFLOW = 'ingest';
export const PARTITIONS_WORKFLOW = 'reportPartitions';
export const STANDING_WORKFLOW = 'standingReport';
export const MAINTAIN_WORKFLOW = 'maintain';
export const PROGRESS_QUERY = 'progress';
export const PARTITIONS_DONE_SIGNAL = 'partitionsDone';
export const INGEST_REQUESTED_SIGNAL = 'ingestRequested';
export const INGEST_SCHEDULE_ID = 'loopwatch-hourly-ingest';
export const INGEST_CRON = '0 * * * *';
/** One at a time: a second request goes to the running one, which lists its sources again if it has listed them. */
export const INGEST_NOW_WORKFLOW_ID = 'ingest-now';
export const MAINTAIN_SCHEDULE_ID = 'loopwatch-daily-maintenance';
/** At a minute when nothing else starts. */
export const MAINTAIN_CRON = '17 3 * * *';
/** One at a time, like ingestions. */
export const MAINTAIN_NOW_WORKFLOW_ID = 'maintain-now';

/** Search attributes on `report` runs, with their Temporal index types. */
export const SEARCH_ATTRIBUTES = {
  status: { name: 'LoopwatchStatus', type: 'KEYWORD' },
  method: { name: 'LoopwatchMethod', type: 'KEYWORD' },
  asOf: { name: 'LoopwatchAsOf', type: 'DATETIME' },
  storeCount: { name: 'LoopwatchStoreCount', type: 'INT' },
} as const;

const UUID_LENGTH = 36;
const STANDING_RUN_PREFIX = 'standing-';
const STANDING_PREFIX = 'loopwatch-standing-';

/** The id of a standing report's Schedule. */
export function standingScheduleId(standingId: string): string {
  return `${STANDING_PREFIX}${standingId}`;
}

/** The start of the workflow ids of its runs: Temporal adds the time to each. */
export function standingWorkflowId(standingId: string): string {
  return `${STANDING_RUN_PREFIX}${standingId}`;
}

/** @returns null when it is no run of a standing report. */
export function standingIdOfRun(workflowId: string): string | null {
  const id = workflowId.slice(STANDING_RUN_PREFIX.length).slice(0, UUID_LENGTH);
  return workflowId.startsWith(STANDING_RUN_PREFIX) && isUuid(id) ? id : null;
}

/** @returns null when the Schedule does not belong to a standing report. */
export function standingIdOf(scheduleId: string): string | null {
  const id = scheduleId.slice(STANDING_PREFIX.length);
  return scheduleId.startsWith(STANDING_PREFIX) && isUuid(id) ? id : null;
}

export function reportWorkflowId(reportId: string): string {
  return `report-${reportId}`;
}

/** The id of a child workflow that computes some of a report's partitions. */
export function partitionsWorkflowId(reportId: string, chain: number): string {
  return `${reportWorkflowId(reportId)}-partitions-${chain}`;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Every id, ours or Temporal's, is a lower-case UUID. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** A report id is a lower-case UUID; anything else is malformed, not just unknown. */
export function isReportId(text: string): boolean {
  return isUuid(text);
}

/** An ingestion's id is the id of its workflow's first run. */
export function isIngestionId(text: string): boolean {
  return isUuid(text);
}
