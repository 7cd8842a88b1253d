import { type Client, type ScheduleOptions, ScheduleOverlapPolicy } from '@temporalio/client';
import { isCode } from '../../contract/errors';
import {
  STANDING_WORKFLOW,
  standingIdOf,
  standingScheduleId,
  standingWorkflowId,
  TASK_QUEUE,
} from '../../contract/names';
import type {
  StandingDefinition,
  StandingReport,
  StandingReportState,
  StandingTime,
} from '../../contract/standing-report';
import type { StandingReportInput } from '../../contract/workflow-inputs';
import { plainMarkdown } from '../../domain/text/plain-markdown';
import { earlierDefinitionOf, toMemo } from './standing-report-memo';
import { describeStandingReport } from './standing-report-state';

/** A run that was missed while the service was down is made up for within a day. */
const POLICIES = { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 day' } as const;

export async function createStandingSchedule(
  client: Client,
  report: Pick<StandingReport, 'id' | 'name' | 'time'>,
): Promise<void> {
  await client.schedule.create(scheduleOf(report));
}

/** Those that have a Schedule, in the order of the definitions. */
export async function describeStandingReports(
  client: Client,
  definitions: readonly StandingDefinition[],
): Promise<StandingReportState[]> {
  const states = await Promise.all(
    definitions.map((definition) => describeStandingReport(client, definition).catch(ignoreRemoved)),
  );
  return states.flatMap((state) => state ?? []);
}

/** The standing reports of releases before 0.4, which only Schedules held. */
export async function earlierStandingReports(client: Client): Promise<StandingDefinition[]> {
  const found: StandingDefinition[] = [];
  for await (const { scheduleId } of client.schedule.list()) {
    if (standingIdOf(scheduleId) === null) continue;
    const earlier = earlierDefinitionOf(await client.schedule.getHandle(scheduleId).describe());
    if (earlier) found.push(earlier);
  }
  return found;
}

function ignoreRemoved(error: unknown): null {
  if (isCode(error, 'NOT_FOUND')) return null;
  throw error;
}

function scheduleOf(report: Parameters<typeof createStandingSchedule>[1]): ScheduleOptions {
  const { id, name, time } = report;
  const input: StandingReportInput = { name };
  return {
    scheduleId: standingScheduleId(id),
    spec: specOf(time),
    policies: POLICIES,
    memo: toMemo(report),
    action: {
      type: 'startWorkflow',
      workflowType: STANDING_WORKFLOW,
      workflowId: standingWorkflowId(id),
      taskQueue: TASK_QUEUE,
      args: [input],
      staticSummary: `Standing report: ${plainMarkdown(name)}`,
    },
  };
}

function specOf({ weekday, hour, minute, timezone }: StandingTime): ScheduleOptions['spec'] {
  const days = {
    monday: 'MONDAY',
    tuesday: 'TUESDAY',
    wednesday: 'WEDNESDAY',
    thursday: 'THURSDAY',
    friday: 'FRIDAY',
    saturday: 'SATURDAY',
    sunday: 'SUNDAY',
  } as const;
  return {
    calendars: [{ hour, minute, ...(weekday === null ? {} : { dayOfWeek: days[weekday] }) }],
    timezone,
  };
}
