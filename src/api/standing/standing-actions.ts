import type { Client } from '@temporalio/client';
import {
  describeStandingReport,
  pauseStandingReport,
  resumeStandingReport,
  runStandingReport,
} from '../../temporal/schedules/standing-report-state';
import type { Operation } from '../http/operation';
import { jsonResponse, problemResponses } from '../http/problem-schema';
import { readInput } from '../http/read-input';
import { callTemporal } from '../http/temporal-calls';
import type { ApiPorts } from '../ports';
import { STANDING_PATH, standingParamsSchema, standingSchema, toStandingBody } from './standing-body';

interface Action {
  readonly name: 'pause' | 'resume' | 'run';
  readonly status: 200 | 202;
  readonly summary: string;
  readonly description: string;
  readonly make: (client: Client, id: string) => Promise<void>;
}

const ACTIONS: readonly Action[] = [
  {
    name: 'pause',
    status: 200,
    summary: 'Stop a standing report, until it is resumed',
    description: 'Paused already, it stays so.',
    make: (client, id) => pauseStandingReport(client, id, 'Paused through the API.'),
  },
  {
    name: 'resume',
    status: 200,
    summary: 'Let a standing report go on',
    description: 'Going on already, it still does.',
    make: (client, id) => resumeStandingReport(client, id, 'Resumed through the API.'),
  },
  {
    name: 'run',
    status: 202,
    summary: 'Make a standing report now as well',
    description: 'Also while it is paused. The report is the first of `last_runs` in a moment.',
    make: runStandingReport,
  },
];

/** What can be done with a standing report that is there. */
export function standingActions({ client }: ApiPorts): readonly Operation[] {
  return ACTIONS.map(({ name, status, summary, description, make }) => ({
    method: 'post',
    path: `${STANDING_PATH}/{id}/${name}`,
    summary,
    description,
    tags: ['Standing reports'],
    request: { params: standingParamsSchema },
    responses: {
      [status]: jsonResponse('How it stands now.', standingSchema),
      ...problemResponses('invalid-input', 'forbidden', 'not-found', 'unavailable'),
    },
    handle: async (req, res) => {
      const { id } = readInput(standingParamsSchema, req.params);
      await callTemporal(client, () => make(client, id));
      const state = await callTemporal(client, () => describeStandingReport(client, id));
      res.status(status).set('Cache-Control', 'no-store').json(toStandingBody(state));
    },
  }));
}
