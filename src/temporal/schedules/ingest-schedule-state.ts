import { type Client, type ScheduleDescription, ScheduleNotFoundError } from '@temporalio/client';
import { LoopwatchError } from '../../contract/errors';
import { INGEST_CRON, INGEST_SCHEDULE_ID } from '../../contract/names';
import { dateMicros } from '../date-micros';

export interface ScheduledRun {
  readonly scheduledMicros: number;
  readonly startedMicros: number;
  readonly workflowId: string;
  /** The id of the workflow's first run: that of the ingestion. */
  readonly ingestionId: string;
}

/** How the hourly Schedule stands. */
export interface IngestScheduleState {
  readonly isPaused: boolean;
  /** Who changed it last, and why; null: nobody said. */
  readonly note: string | null;
  readonly cron: string;
  readonly catchupSeconds: number;
  /** The soonest first; none while it is paused. */
  readonly nextMicros: readonly number[];
  /** The newest first. */
  readonly lastRuns: readonly ScheduledRun[];
  /** Hours that lay further back than the catch-up window when they could have been made up for. */
  readonly missedCount: number;
  /** Hours that were left out because the one before still ran. */
  readonly skippedCount: number;
}

/** @throws LoopwatchError NOT_FOUND where there is no Schedule yet. */
export async function describeIngestSchedule(client: Client): Promise<IngestScheduleState> {
  return toState(await found(() => handleOf(client).describe()));
}

/** Paused already, it only takes the note. @throws LoopwatchError NOT_FOUND */
export async function pauseIngestSchedule(client: Client, note: string): Promise<void> {
  await found(() => handleOf(client).pause(note));
}

/** @throws LoopwatchError NOT_FOUND */
export async function resumeIngestSchedule(client: Client, note: string): Promise<void> {
  await found(() => handleOf(client).unpause(note));
}

function handleOf(client: Client) {
  return client.schedule.getHandle(INGEST_SCHEDULE_ID);
}

async function found<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof ScheduleNotFoundError)) throw error;
    throw new LoopwatchError(
      'NOT_FOUND',
      'There is no Schedule of hourly ingestions yet',
      'Run "loopwatch start" or "loopwatch ingest": each makes it.',
      { cause: error },
    );
  }
}

function toState({ state, policies, info }: ScheduleDescription): IngestScheduleState {
  return {
    isPaused: state.paused,
    note: state.note || null,
    cron: INGEST_CRON,
    catchupSeconds: policies.catchupWindow / 1_000,
    nextMicros: state.paused ? [] : info.nextActionTimes.map(dateMicros),
    lastRuns: info.recentActions
      .map(({ scheduledAt, takenAt, action }) => ({
        scheduledMicros: dateMicros(scheduledAt),
        startedMicros: dateMicros(takenAt),
        workflowId: action.workflow.workflowId,
        ingestionId: action.workflow.firstExecutionRunId,
      }))
      .reverse(),
    missedCount: info.numActionsMissedCatchupWindow,
    skippedCount: info.numActionsSkippedOverlap,
  };
}
