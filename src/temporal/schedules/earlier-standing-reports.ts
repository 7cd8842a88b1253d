import { type Client, type ScheduleDescription, ScheduleNotFoundError } from '@temporalio/client';
import { z } from 'zod';
import { standingIdOf } from '../../contract/names';
import { toNoticeTargets } from '../../contract/notices';
import { reportOptionsSchema } from '../../contract/report-options-schema';
import { type StandingReport, standingTimeSchema } from '../../contract/standing-report';

const scheduleSchema = z.object({
  memo: z.object({
    loopwatchStandingReport: z.object({
      name: z.string(),
      time: standingTimeSchema,
      emails: z.array(z.string()),
    }),
  }),
  action: z.object({ args: z.tuple([z.object({ options: reportOptionsSchema })]) }),
});

/** The standing reports of releases before 0.4, which only Schedules held. */
export async function earlierStandingReports(client: Client): Promise<StandingReport[]> {
  const found: StandingReport[] = [];
  for await (const { scheduleId } of client.schedule.list()) {
    const id = standingIdOf(scheduleId);
    const schedule = id === null ? null : await describe(client, scheduleId);
    // One that is written in another form is none of ours.
    const held = scheduleSchema.safeParse(schedule).data;
    if (id === null || !held) continue;
    const { name, time, emails } = held.memo.loopwatchStandingReport;
    const [{ options }] = held.action.args;
    found.push({ id, name, time, options, targets: toNoticeTargets({ emails }) });
  }
  return found;
}

async function describe(client: Client, scheduleId: string): Promise<ScheduleDescription | null> {
  try {
    return await client.schedule.getHandle(scheduleId).describe();
  } catch (error) {
    if (error instanceof ScheduleNotFoundError) return null;
    throw error;
  }
}
