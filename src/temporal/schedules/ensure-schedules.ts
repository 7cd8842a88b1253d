import {
  type Client,
  ScheduleAlreadyRunning,
  type ScheduleDescription,
  type ScheduleHandle,
  type ScheduleOptionsAction,
  ScheduleOverlapPolicy,
} from '@temporalio/client';
import {
  INGEST_CRON,
  INGEST_SCHEDULE_ID,
  INGEST_WORKFLOW,
  MAINTAIN_CRON,
  MAINTAIN_SCHEDULE_ID,
  MAINTAIN_WORKFLOW,
  TASK_QUEUE,
} from '../../contract/names';

/** Runs missed while the service was down are made up for within a day. Runs never overlap. */
export const SCHEDULE_POLICIES = { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 day' } as const;

interface ScheduledWork {
  readonly scheduleId: string;
  readonly cron: string;
  readonly action: ScheduleOptionsAction & { readonly type: 'startWorkflow' };
}

const HOURLY_INGESTION: ScheduledWork = {
  scheduleId: INGEST_SCHEDULE_ID,
  cron: INGEST_CRON,
  action: {
    type: 'startWorkflow',
    workflowType: INGEST_WORKFLOW,
    workflowId: 'ingest-hourly',
    taskQueue: TASK_QUEUE,
    args: [{ trigger: 'schedule' }],
    staticSummary: 'Ingest new and changed files of every source',
  },
};

const DAILY_MAINTENANCE: ScheduledWork = {
  scheduleId: MAINTAIN_SCHEDULE_ID,
  cron: MAINTAIN_CRON,
  action: {
    type: 'startWorkflow',
    workflowType: MAINTAIN_WORKFLOW,
    workflowId: 'maintain-daily',
    taskQueue: TASK_QUEUE,
    args: [{ trigger: 'schedule' }],
    staticSummary: 'Merge segments and remove expired data',
  },
};

/** Creates the Schedules that Loopwatch needs, or updates them. A paused one stays paused. */
export async function ensureSchedules(client: Client): Promise<void> {
  await ensureIngestSchedule(client);
  await ensure(client, DAILY_MAINTENANCE);
}

/** Creates or updates the hourly Schedule only. */
export function ensureIngestSchedule(client: Client): Promise<ScheduleHandle> {
  return ensure(client, HOURLY_INGESTION);
}

async function ensure(client: Client, { scheduleId, cron, action }: ScheduledWork): Promise<ScheduleHandle> {
  const spec = { cronExpressions: [cron] };
  const policies = SCHEDULE_POLICIES;
  try {
    return await client.schedule.create({ scheduleId, spec, policies, action });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    const handle = client.schedule.getHandle(scheduleId);
    await handle.update((before: ScheduleDescription) => ({ spec, policies, action, state: before.state }));
    return handle;
  }
}
