import { type Client, type ScheduleOptions, ScheduleOverlapPolicy } from '@temporalio/client';
import { isCode, LoopwatchError } from '../../contract/errors';
import { STANDING_WORKFLOW, standingIdOf, standingScheduleId, TASK_QUEUE } from '../../contract/names';
import { toNamedTargets } from '../../contract/notices';
import type { StandingReport, StandingReportState, StandingTime } from '../../contract/standing-report';
import type { StandingReportInput } from '../../contract/workflow-inputs';
import { toMemo } from './standing-report-memo';
import { describeStandingReport } from './standing-report-state';

/** Listing them describes each one. */
const MAX_STANDING_REPORTS = 100;

/** A run that was missed while the service was down is made up for within a day. */
const POLICIES = { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 day' } as const;

/** @throws LoopwatchError LIMIT_REACHED */
export async function createStandingReport(client: Client, report: StandingReport): Promise<void> {
  if ((await standingIds(client)).length >= MAX_STANDING_REPORTS) {
    throw new LoopwatchError(
      'LIMIT_REACHED',
      `There are already ${MAX_STANDING_REPORTS} standing reports, the maximum`,
      'Remove one that nobody needs.',
    );
  }
  await client.schedule.create(scheduleOf(report));
}

/** Sorted by name. Temporal's list lags: a new one may be missing for a second. */
export async function listStandingReports(client: Client): Promise<StandingReportState[]> {
  const ids = await standingIds(client);
  const states = await Promise.all(ids.map((id) => describeStandingReport(client, id).catch(ignoreRemoved)));
  return states
    .flatMap((state) => state ?? [])
    .sort((a, b) => a.name.localeCompare(b.name, 'en') || a.id.localeCompare(b.id, 'en'));
}

async function standingIds(client: Client): Promise<string[]> {
  const ids: string[] = [];
  for await (const { scheduleId } of client.schedule.list()) {
    const id = standingIdOf(scheduleId);
    if (id !== null) ids.push(id);
    if (ids.length >= MAX_STANDING_REPORTS) break;
  }
  return ids;
}

function ignoreRemoved(error: unknown): null {
  if (isCode(error, 'NOT_FOUND')) return null;
  throw error;
}

function scheduleOf(report: StandingReport): ScheduleOptions {
  const { id, name, options, time, targets } = report;
  const input: StandingReportInput = { name, options, ...toNamedTargets(targets) };
  return {
    scheduleId: standingScheduleId(id),
    spec: specOf(time),
    policies: POLICIES,
    memo: toMemo(report),
    action: {
      type: 'startWorkflow',
      workflowType: STANDING_WORKFLOW,
      workflowId: `standing-${id}`,
      taskQueue: TASK_QUEUE,
      args: [input],
      staticSummary: `Standing report: ${name}`,
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
