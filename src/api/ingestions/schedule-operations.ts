import type { Client } from '@temporalio/client';
import { z } from 'zod';
import { formatInstant } from '../../domain/time/instants';
import {
  describeIngestSchedule,
  type IngestScheduleState,
  pauseIngestSchedule,
  resumeIngestSchedule,
} from '../../temporal/schedules/ingest-schedule-state';
import type { Operation } from '../http/operation';
import { jsonResponse, problemResponses } from '../http/problem-schema';
import { readBody } from '../http/read-input';
import { callTemporal } from '../http/temporal-calls';
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
    .meta({ description: 'Who does this, and why; for the people who find it so.' }),
});

/** The hourly Schedule: how it stands, and how to stop it and let it go on. */
export function scheduleOperations(ports: ApiPorts): readonly Operation[] {
  return [
    {
      method: 'get',
      path: PATH,
      summary: 'How the hourly Schedule stands',
      tags: ['Schedule'],
      responses: {
        200: jsonResponse('How it stands.', scheduleSchema),
        ...problemResponses('not-found', 'unavailable'),
      },
      handle: async (_req, res) => {
        res.set('Cache-Control', 'no-store').json(await readSchedule(ports));
      },
    },
    change(ports, 'pause', 'Stop taking in by the hour, until it is resumed', 'Paused', pauseIngestSchedule),
    change(ports, 'resume', 'Take in by the hour again', 'Resumed', resumeIngestSchedule),
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
    description: 'Done already, it only takes the note.',
    tags: ['Schedule'],
    request: { body: { content: { 'application/json': { schema: bodySchema } } } },
    responses: {
      200: jsonResponse('How it stands now.', scheduleSchema),
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
