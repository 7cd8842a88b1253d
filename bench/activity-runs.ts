import { type Client, defaultPayloadConverter } from '@temporalio/client';
import { z } from 'zod';

/** One completed activity of a workflow's history. Times are in seconds since 1970. */
export interface ActivityRun {
  readonly name: string;
  /** Its summary in the Web UI; for an ingestion's activities, the file. */
  readonly summary: string;
  readonly from: number;
  readonly to: number;
}

export async function activityRuns(client: Client, workflowId: string): Promise<readonly ActivityRun[]> {
  const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
  const scheduled = new Map<string, Omit<ActivityRun, 'to'>>();
  const runs: ActivityRun[] = [];
  for (const { eventId, eventTime, userMetadata, ...event } of events ?? []) {
    const at = Number(eventTime?.seconds ?? 0) + Number(eventTime?.nanos ?? 0) / 1e9;
    const start = event.activityTaskScheduledEventAttributes;
    if (start) {
      const summary = userMetadata?.summary;
      scheduled.set(String(eventId), {
        name: start.activityType?.name ?? '',
        summary: summary ? z.string().parse(defaultPayloadConverter.fromPayload(summary)) : '',
        from: at,
      });
    }
    const end = event.activityTaskCompletedEventAttributes;
    const begun = end && scheduled.get(String(end.scheduledEventId));
    if (begun) runs.push({ ...begun, to: at });
  }
  return runs;
}
