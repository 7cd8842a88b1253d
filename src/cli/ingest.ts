import type { Client } from '@temporalio/client';
import type { Settings } from '../config/settings';
import type { IngestSummary } from '../contract/inputs';
import { INGEST_WORKFLOW, TASK_QUEUE } from '../contract/names';
import { ensureIngestSchedule } from '../temporal/ingest-schedule';
import { withTemporal } from './connect';

const NOW_WORKFLOW_ID = 'ingest-now';

/** `loopwatch ingest`: sees to the hourly Schedule, takes in at once what is new, and says what it was. */
export async function ingestCommand(settings: Settings): Promise<void> {
  await withTemporal(settings, async ({ client }) => {
    await ensureIngestSchedule(client);
    const summary = await ingestNow(client, 'cli');
    process.stdout.write(`${summary.message}\n`);
    if (summary.problems.length > 0 || summary.outcomes.some((outcome) => outcome.state === 'rejected')) {
      process.exitCode = 1;
    }
  });
}

/** Runs one ingestion outside the hour; where one such runs already, its answer is waited for. */
export async function ingestNow(client: Client, trigger: string): Promise<IngestSummary> {
  return client.workflow.execute<(input: unknown) => Promise<IngestSummary>>(INGEST_WORKFLOW, {
    taskQueue: TASK_QUEUE,
    workflowId: NOW_WORKFLOW_ID,
    workflowIdConflictPolicy: 'USE_EXISTING',
    staticSummary: `Take in what is new (asked for by ${trigger})`,
    args: [{ trigger }],
  });
}
