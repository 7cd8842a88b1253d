import {
  type Client,
  type ScheduleDescription,
  type ScheduleHandle,
  ScheduleNotFoundError,
} from '@temporalio/client';
import { LoopwatchError } from '../../contract/errors';
import { standingScheduleId } from '../../contract/names';
import type { StandingReport, StandingReportState } from '../../contract/standing-report';
import { dateMicros } from '../date-micros';

export const MADE_AGAIN = 'The next start of Loopwatch, or `loopwatch setup`, makes it again.';

/** @throws LoopwatchError NOT_FOUND, as every function here. */
export async function describeStandingReport(
  client: Client,
  report: StandingReport,
): Promise<StandingReportState> {
  return toState(report, await onSchedule(client, report.id, (handle) => handle.describe()));
}

export async function pauseStandingReport(client: Client, id: string, note: string): Promise<void> {
  await onSchedule(client, id, (handle) => handle.pause(note));
}

export async function resumeStandingReport(client: Client, id: string, note: string): Promise<void> {
  await onSchedule(client, id, (handle) => handle.unpause(note));
}

/** Runs it now, also while it is paused. */
export async function runStandingReport(client: Client, id: string): Promise<void> {
  await onSchedule(client, id, (handle) => handle.trigger());
}

/** Its reports stay. */
export async function removeStandingReport(client: Client, id: string): Promise<void> {
  await onSchedule(client, id, (handle) => handle.delete());
}

async function onSchedule<T>(
  client: Client,
  id: string,
  call: (handle: ScheduleHandle) => Promise<T>,
): Promise<T> {
  try {
    return await call(client.schedule.getHandle(standingScheduleId(id)));
  } catch (error) {
    if (!(error instanceof ScheduleNotFoundError)) throw error;
    throw new LoopwatchError(
      'NOT_FOUND',
      `Temporal has no Schedule of the standing report ${id}`,
      MADE_AGAIN,
      {
        cause: error,
      },
    );
  }
}

function toState(report: StandingReport, { state, info }: ScheduleDescription): StandingReportState {
  return {
    ...report,
    isPaused: state.paused,
    note: state.note || null,
    createdMicros: dateMicros(info.createdAt),
    nextMicros: state.paused ? [] : info.nextActionTimes.map(dateMicros),
    lastRuns: info.recentActions
      .map(({ scheduledAt, takenAt, action }) => ({
        scheduledMicros: dateMicros(scheduledAt),
        startedMicros: dateMicros(takenAt),
        // The `standingReport` workflow gives this id to its report.
        reportId: action.workflow.firstExecutionRunId,
      }))
      .reverse(),
  };
}
