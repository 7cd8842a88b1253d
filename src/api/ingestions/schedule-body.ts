import { z } from 'zod';
import { formatInstant } from '../../domain/time/instants';
import type { IngestScheduleState } from '../../temporal/schedules/ingest-schedule-state';

const instant = z.string().meta({ format: 'date-time' });

export const scheduleSchema = z
  .object({
    paused: z.boolean(),
    note: z.string().nullable().meta({ description: 'Who changed it last, and why.' }),
    cron: z.string().meta({ description: 'In UTC, as Loopwatch sets it at each start.' }),
    catchup_window_seconds: z.number().meta({
      description: 'How far back hours are made up for that were missed while the service was down.',
    }),
    next_runs: z
      .array(instant)
      .meta({ description: 'As Temporal has them, the soonest first; none while it is paused.' }),
    last_runs: z
      .array(
        z.object({
          scheduled_at: instant.meta({ description: 'The hour it was for.' }),
          started_at: instant,
          workflow_id: z.string(),
          ingestion: z.string().meta({ description: 'The id of the ingestion.' }),
        }),
      )
      .meta({ description: 'The newest first.' }),
    missed: z.int().meta({ description: 'Hours that lay further back than the catch-up window.' }),
    skipped: z.int().meta({ description: 'Hours left out because the one before still ran.' }),
  })
  .meta({ id: 'Schedule', description: 'When what is new is taken in by itself.' });

export function toScheduleBody(state: IngestScheduleState): z.output<typeof scheduleSchema> {
  return {
    paused: state.isPaused,
    note: state.note,
    cron: state.cron,
    catchup_window_seconds: state.catchupSeconds,
    next_runs: state.nextMicros.map(formatInstant),
    last_runs: state.lastRuns.map((run) => ({
      scheduled_at: formatInstant(run.scheduledMicros),
      started_at: formatInstant(run.startedMicros),
      workflow_id: run.workflowId,
      ingestion: run.ingestionId,
    })),
    missed: state.missedCount,
    skipped: state.skippedCount,
  };
}
