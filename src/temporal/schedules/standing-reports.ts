import {
  type Client,
  ScheduleAlreadyRunning,
  type ScheduleOptions,
  ScheduleOverlapPolicy,
} from '@temporalio/client';
import { isCode } from '../../contract/errors';
import { STANDING_WORKFLOW, standingScheduleId, standingWorkflowId, TASK_QUEUE } from '../../contract/names';
import type { StandingReport, StandingReportState, StandingTime } from '../../contract/standing-report';
import type { StandingReportInput } from '../../contract/workflow-inputs';
import { describeStandingReport, MADE_AGAIN } from './standing-report-state';

/** A run that was missed while the service was down is made up for within a day. */
const POLICIES = { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 day' } as const;

export async function createStandingSchedule(
  client: Client,
  report: Pick<StandingReport, 'id' | 'name' | 'time'>,
): Promise<void> {
  await client.schedule.create(scheduleOf(report));
}

/** Makes the Schedule where there is none: a paused or changed one stays as it is. */
export async function ensureStandingSchedule(client: Client, report: StandingReport): Promise<void> {
  try {
    await createStandingSchedule(client, report);
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
  }
}

const NO_SCHEDULE = `Temporal has no Schedule of it. ${MADE_AGAIN}`;

/** One without a Schedule is shown as paused, with what to do. */
export async function describeStandingReports(
  client: Client,
  reports: readonly StandingReport[],
): Promise<StandingReportState[]> {
  return Promise.all(
    reports.map((report) =>
      describeStandingReport(client, report).catch((error: unknown) => unscheduled(report, error)),
    ),
  );
}

function unscheduled(report: StandingReport, error: unknown): StandingReportState {
  if (!isCode(error, 'NOT_FOUND')) throw error;
  return { ...report, isPaused: true, note: NO_SCHEDULE, createdMicros: null, nextMicros: [], lastRuns: [] };
}

function scheduleOf(report: Parameters<typeof createStandingSchedule>[1]): ScheduleOptions {
  const { id, name, time } = report;
  const input: StandingReportInput = { name };
  return {
    scheduleId: standingScheduleId(id),
    spec: specOf(time),
    policies: POLICIES,
    action: {
      type: 'startWorkflow',
      workflowType: STANDING_WORKFLOW,
      workflowId: standingWorkflowId(id),
      taskQueue: TASK_QUEUE,
      args: [input],
      staticSummary: 'Starts the report of a standing report',
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
