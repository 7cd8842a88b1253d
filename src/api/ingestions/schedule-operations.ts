import type { Client } from '@temporalio/client';
import { z } from 'zod';
import { formatInstant } from '../../domain/time/instants';
import { callTemporal } from '../../temporal/call-temporal';
import {
  describeIngestSchedule,
  type IngestScheduleState,
  pauseIngestSchedule,
  resumeIngestSchedule,
} from '../../temporal/schedules/ingest-schedule-state';
import type { Operation } from '../http/operation';
import { jsonResponse, problemResponses } from '../http/problem-schema';
import { readBody } from '../http/read-input';
import { instant } from '../http/value-schemas';
import type { ApiPorts } from '../ports';

const PATH = '/api/v1/schedule';

const bodySchema = z.strictObject({
  note: z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(200)
    .optional()
    .meta({ description: 'Who does this and why, for other people.' }),
});

/** Shows, pauses and resumes the hourly Schedule. */
export function scheduleOperations(ports: ApiPorts): readonly Operation[] {
  return [
    {
      method: 'get',
      path: PATH,
      summary: 'The status of the hourly Schedule',
      tags: ['Schedule'],
      responses: {
        200: jsonResponse('The status.', scheduleSchema),
        ...problemResponses('not-found', 'unavailable'),
      },
      handle: async (_req, res) => {
        res.set('Cache-Control', 'no-store').json(await readSchedule(ports));
      },
    },
    change(ports, 'pause', 'Pause the hourly ingestion', 'Paused', pauseIngestSchedule),
    change(ports, 'resume', 'Resume the hourly ingestion', 'Resumed', resumeIngestSchedule),
  ];
}

function change(
  ports: ApiPorts,
  action: 'pause' | 'resume',
  summary: string,
  done: string,
  make: (client: Client, note: string) => Promise<void>,
): Operation {
  return {
    method: 'post',
    path: `${PATH}/${action}`,
    scope: 'admin',
    summary,
    description: 'A repeated call only changes the note.',
    tags: ['Schedule'],
    request: { body: { content: { 'application/json': { schema: bodySchema } } } },
    responses: {
      200: jsonResponse('The new status.', scheduleSchema),
      ...problemResponses(
        'invalid-input',
        'forbidden',
        'not-found',
        'body-too-large',
        'unsupported-media-type',
        'unavailable',
      ),
    },
    handle: async (req, res) => {
      const { note = `${done} through the API.` } = readBody(bodySchema, req, ['application/json']);
      await callTemporal(ports.client, () => make(ports.client, note));
      res.set('Cache-Control', 'no-store').json(await readSchedule(ports));
    },
  };
}

async function readSchedule({ client }: ApiPorts) {
  return toScheduleBody(await callTemporal(client, () => describeIngestSchedule(client)));
}

const scheduleSchema = z
  .object({
    paused: z.boolean(),
    note: z.string().nullable().meta({ description: 'Who changed it last and why.' }),
    cron: z.string().meta({ description: 'In UTC. Loopwatch sets it at each start.' }),
    catchup_window_seconds: z.number().meta({
      description: 'How far back missed hours are caught up after the service was down.',
    }),
    next_runs: z
      .array(instant)
      .meta({ description: 'According to Temporal, the next one first. Empty while paused.' }),
    last_runs: z
      .array(
        z.object({
          scheduled_at: instant.meta({ description: 'The scheduled hour.' }),
          started_at: instant,
          workflow_id: z.string(),
          ingestion: z.string().meta({ description: 'The id of the ingestion.' }),
        }),
      )
      .meta({ description: 'Newest first.' }),
    missed: z.int().meta({ description: 'Hours before the catch-up window, which were not caught up.' }),
    skipped: z.int().meta({ description: 'Hours skipped because the run before had not ended.' }),
  })
  .meta({ id: 'Schedule', description: 'The Schedule of the hourly ingestion.' });

export type ScheduleBody = z.output<typeof scheduleSchema>;

function toScheduleBody(state: IngestScheduleState): ScheduleBody {
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
