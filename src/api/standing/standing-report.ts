import { describeStandingReport, removeStandingReport } from '../../temporal/schedules/standing-report-state';
import type { Operation } from '../http/operation';
import { jsonResponse, problemResponses } from '../http/problem-schema';
import { readInput } from '../http/read-input';
import { callTemporal } from '../http/temporal-calls';
import type { ApiPorts } from '../ports';
import { STANDING_PATH, standingParamsSchema, standingSchema, toStandingBody } from './standing-body';

const TAGS = ['Standing reports'];

/** One standing report: how it stands, and how to be rid of it. */
export function standingReport(ports: ApiPorts): readonly Operation[] {
  return [show(ports), remove(ports)];
}

function show({ client }: ApiPorts): Operation {
  return {
    method: 'get',
    path: `${STANDING_PATH}/{id}`,
    summary: 'One standing report: when it runs, and what it has made',
    tags: TAGS,
    request: { params: standingParamsSchema },
    responses: {
      200: jsonResponse('How it stands.', standingSchema),
      ...problemResponses('invalid-input', 'not-found', 'unavailable'),
    },
    handle: async (req, res) => {
      const { id } = readInput(standingParamsSchema, req.params);
      const state = await callTemporal(client, () => describeStandingReport(client, id));
      res.set('Cache-Control', 'no-store').json(toStandingBody(state));
    },
  };
}

function remove({ client }: ApiPorts): Operation {
  return {
    method: 'delete',
    path: `${STANDING_PATH}/{id}`,
    summary: 'Remove a standing report',
    description: 'The reports that it has made stay.',
    tags: TAGS,
    request: { params: standingParamsSchema },
    responses: {
      204: { description: 'It is removed.' },
      ...problemResponses('invalid-input', 'forbidden', 'not-found', 'unavailable'),
    },
    handle: async (req, res) => {
      const { id } = readInput(standingParamsSchema, req.params);
      await callTemporal(client, () => removeStandingReport(client, id));
      res.status(204).end();
    },
  };
}
