import type { Client } from '@temporalio/client';
import { callTemporal } from '../../temporal/call-temporal';
import {
  describeStandingReport,
  pauseStandingReport,
  resumeStandingReport,
  runStandingReport,
} from '../../temporal/schedules/standing-report-state';
import { askerOf } from '../http/asker';
import type { Operation } from '../http/operation';
import { jsonResponse, problemResponses } from '../http/problem-schema';
import { readInput } from '../http/read-input';
import type { ApiPorts } from '../ports';
import { requireStanding } from './require-standing';
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
    summary: 'Pause a standing report',
    description: 'A paused report stays paused.',
    make: (client, id) => pauseStandingReport(client, id, 'Paused through the API.'),
  },
  {
    name: 'resume',
    status: 200,
    summary: 'Resume a standing report',
    description: 'A report that is not paused stays active.',
    make: (client, id) => resumeStandingReport(client, id, 'Resumed through the API.'),
  },
  {
    name: 'run',
    status: 202,
    summary: 'Run a standing report now',
    description: 'Also works while it is paused. The new report appears first in `last_runs` after a moment.',
    make: runStandingReport,
  },
];

/** Pauses, resumes and runs a standing report. */
export function standingActions({ client, catalogue }: ApiPorts): readonly Operation[] {
  return ACTIONS.map(({ name, status, summary, description, make }) => ({
    method: 'post',
    path: `${STANDING_PATH}/{id}/${name}`,
    ...(name === 'run' && { startsReport: true }),
    summary,
    description,
    tags: ['Standing reports'],
    request: { params: standingParamsSchema },
    responses: {
      [status]: jsonResponse('The new status.', standingSchema),
      ...problemResponses('invalid-input', 'forbidden', 'not-found', 'unavailable'),
    },
    handle: async (req, res) => {
      const { id } = readInput(standingParamsSchema, req.params);
      const report = await requireStanding(catalogue, id);
      // Only a run makes a report.
      const release = name === 'run' ? await askerOf(req).admit(`standing ${report.name}`) : null;
      await callTemporal(client, () => make(client, id)).finally(() => release?.());
      const state = await callTemporal(client, () => describeStandingReport(client, report));
      res.status(status).set('Cache-Control', 'no-store').json(toStandingBody(state));
    },
  }));
}
