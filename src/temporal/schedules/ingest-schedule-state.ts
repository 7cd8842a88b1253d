import { type Client, type ScheduleDescription, ScheduleNotFoundError } from '@temporalio/client';
import { LoopwatchError } from '../../contract/errors';
import { INGEST_CRON, INGEST_SCHEDULE_ID } from '../../contract/names';
import { dateMicros } from '../date-micros';

export interface ScheduledRun {
  readonly scheduledMicros: number;
  readonly startedMicros: number;
  readonly workflowId: string;
  /** The id of the workflow's first run is the id of the ingestion. */
  readonly ingestionId: string;
}

/** The state of the hourly Schedule. */
export interface IngestScheduleState {
  readonly isPaused: boolean;
  /** Who changed it last, and why. null: no note was given. */
  readonly note: string | null;
  readonly cron: string;
  readonly catchupSeconds: number;
  /** The soonest first. Empty while paused. */
  readonly nextMicros: readonly number[];
  /** The newest first. */
  readonly lastRuns: readonly ScheduledRun[];
  /** Runs that were skipped because they were older than the catch-up window. */
  readonly missedCount: number;
  /** Runs that were skipped because the previous one still ran. */
  readonly skippedCount: number;
}

/** @throws LoopwatchError NOT_FOUND where the Schedule does not exist yet. */
export async function describeIngestSchedule(client: Client): Promise<IngestScheduleState> {
  return toState(await found(() => handleOf(client).describe()));
}

/** Already paused: only the note changes. @throws LoopwatchError NOT_FOUND */
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
      'The Schedule of hourly ingestions does not exist yet',
      'Run "loopwatch start" or "loopwatch ingest": each creates it.',
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
