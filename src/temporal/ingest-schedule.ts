import {
  type Client,
  ScheduleAlreadyRunning,
  type ScheduleDescription,
  type ScheduleHandle,
  type ScheduleOptionsAction,
  ScheduleOverlapPolicy,
} from '@temporalio/client';
import { INGEST_CRON, INGEST_SCHEDULE_ID, INGEST_WORKFLOW, TASK_QUEUE } from '../contract/names';

/** Hours missed while the service was down are made up for, up to a day ago; one at work is never overtaken. */
export const INGEST_POLICIES = { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 day' } as const;

function hourlyAction(): ScheduleOptionsAction & { readonly type: 'startWorkflow' } {
  return {
    type: 'startWorkflow',
    workflowType: INGEST_WORKFLOW,
    workflowId: 'ingest-hourly',
    taskQueue: TASK_QUEUE,
    args: [{ trigger: 'schedule' }],
    staticSummary: 'Take in what is new in every source',
  };
}

/** Makes the hourly Schedule, or brings the one that exists up to date; paused, it stays paused. */
export async function ensureIngestSchedule(client: Client): Promise<ScheduleHandle> {
  const spec = { cronExpressions: [INGEST_CRON] };
  const policies = INGEST_POLICIES;
  try {
    return await client.schedule.create({
      scheduleId: INGEST_SCHEDULE_ID,
      spec,
      policies,
      action: hourlyAction(),
    });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    const handle = client.schedule.getHandle(INGEST_SCHEDULE_ID);
    await handle.update((before: ScheduleDescription) => ({
      spec,
      policies,
      action: hourlyAction(),
      state: before.state,
    }));
    return handle;
  }
}
