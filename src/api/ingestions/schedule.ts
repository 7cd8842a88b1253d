import type { Client } from '@temporalio/client';
import { z } from 'zod';
import {
  describeIngestSchedule,
  pauseIngestSchedule,
  resumeIngestSchedule,
} from '../../temporal/schedules/ingest-schedule-state';
import type { Operation } from '../http/operation';
import { jsonResponse, problemResponses } from '../http/problem-schema';
import { readBody } from '../http/read-input';
import { callTemporal } from '../http/temporal-calls';
import type { ApiPorts } from '../ports';
import { scheduleSchema, toScheduleBody } from './schedule-body';

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
export function schedule(ports: ApiPorts): readonly Operation[] {
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
