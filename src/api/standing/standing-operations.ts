import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { describeError, isCode, LoopwatchError } from '../../contract/errors';
import { toNoticeTargets } from '../../contract/notices';
import type { StandingReport, StandingReportState } from '../../contract/standing-report';
import { toReportOptions } from '../../domain/report/report-request';
import { standingRequestSchema } from '../../domain/report/standing-request';
import { callTemporal } from '../../temporal/call-temporal';
import { describeStandingReport, removeStandingReport } from '../../temporal/schedules/standing-report-state';
import { createStandingSchedule, describeStandingReports } from '../../temporal/schedules/standing-reports';
import type { Operation } from '../http/operation';
import { jsonResponse, problemResponses, STARTING_PROBLEMS } from '../http/problem-schema';
import { readBody, readInput } from '../http/read-input';
import { requireMail } from '../http/require-mail';
import type { ApiPorts } from '../ports';
import { requireStanding } from './require-standing';
import {
  STANDING_PATH,
  standingListSchema,
  standingParamsSchema,
  standingSchema,
  toStandingBody,
} from './standing-body';

/** The list describes each one. */
const MAX_STANDING_REPORTS = 100;

const STORES_NAMED_IN_LIST = 20;

const TAGS = ['Standing reports'];

/** Lists, creates, shows and removes standing reports: each is a record in the catalogue, and a Schedule in Temporal. */
export function standingOperations(ports: ApiPorts): readonly Operation[] {
  return [list(ports), create(ports), show(ports), remove(ports)];
}

function list({ client, catalogue }: ApiPorts): Operation {
  return {
    method: 'get',
    path: STANDING_PATH,
    summary: 'List the standing reports',
    tags: TAGS,
    responses: {
      200: jsonResponse('All standing reports.', standingListSchema),
      ...problemResponses('unavailable'),
    },
    handle: async (_req, res) => {
      const reports = await catalogue.standing.all();
      const states = await callTemporal(client, () => describeStandingReports(client, reports));
      res.set('Cache-Control', 'no-store').json({
        standing_reports: states.map((state) => toStandingBody(state, STORES_NAMED_IN_LIST)),
      });
    },
  };
}

function create(ports: ApiPorts): Operation {
  return {
    method: 'post',
    path: STANDING_PATH,
    summary: 'Create a standing report',
    tags: TAGS,
    request: { body: { required: true, content: { 'application/json': { schema: standingRequestSchema } } } },
    responses: {
      201: jsonResponse('The standing report was created. Location is its address.', standingSchema),
      ...problemResponses(...STARTING_PROBLEMS, 'limit-reached'),
    },
    handle: async (req, res) => {
      const report = toStandingReport(readBody(standingRequestSchema, req, ['application/json']));
      await requireMail(ports, report.targets);
      await keepAndSchedule(ports, report);
      const made = await describeOrTell(ports, report);
      res.status(201).location(`${STANDING_PATH}/${report.id}`).json(toStandingBody(made));
    },
  };
}

/** Keeps it first: a run of a Schedule that the catalogue does not know fails. @throws LoopwatchError LIMIT_REACHED */
async function keepAndSchedule({ client, catalogue }: ApiPorts, report: StandingReport): Promise<void> {
  const { standing } = catalogue;
  if ((await standing.all()).length >= MAX_STANDING_REPORTS) {
    throw new LoopwatchError(
      'LIMIT_REACHED',
      `There are already ${MAX_STANDING_REPORTS} standing reports, the maximum`,
      'Remove one that nobody needs.',
    );
  }
  await standing.add(report);
  try {
    await callTemporal(client, () => createStandingSchedule(client, report));
  } catch (error) {
    await standing.remove(report.id);
    throw error;
  }
}

/** Answers a creation even where Temporal cannot describe it yet: a retry would create a second one. */
async function describeOrTell(
  { client, clock, logger }: ApiPorts,
  report: StandingReport,
): Promise<StandingReportState> {
  try {
    return await callTemporal(client, () => describeStandingReport(client, report));
  } catch (error) {
    if (!(error instanceof LoopwatchError)) throw error;
    logger.warn(
      { reason: describeError(error) },
      'a standing report was created, but Temporal cannot describe it yet',
    );
    return { ...report, isPaused: false, note: null, createdMicros: clock(), nextMicros: [], lastRuns: [] };
  }
}

function show({ client, catalogue }: ApiPorts): Operation {
  return {
    method: 'get',
    path: `${STANDING_PATH}/{id}`,
    summary: 'One standing report with its next and last runs',
    tags: TAGS,
    request: { params: standingParamsSchema },
    responses: {
      200: jsonResponse('The status.', standingSchema),
      ...problemResponses('invalid-input', 'not-found', 'unavailable'),
    },
    handle: async (req, res) => {
      const { id } = readInput(standingParamsSchema, req.params);
      const report = await requireStanding(catalogue, id);
      const state = await callTemporal(client, () => describeStandingReport(client, report));
      res.set('Cache-Control', 'no-store').json(toStandingBody(state));
    },
  };
}

function remove({ client, catalogue }: ApiPorts): Operation {
  return {
    method: 'delete',
    path: `${STANDING_PATH}/{id}`,
    summary: 'Remove a standing report',
    description: 'The reports that it made stay.',
    tags: TAGS,
    request: { params: standingParamsSchema },
    responses: {
      204: { description: 'The standing report was removed.' },
      ...problemResponses('invalid-input', 'forbidden', 'not-found', 'unavailable'),
    },
    handle: async (req, res) => {
      const { id } = readInput(standingParamsSchema, req.params);
      await requireStanding(catalogue, id);
      await callTemporal(client, () => removeStandingReport(client, id).catch(ignoreMissing));
      await catalogue.standing.remove(id);
      res.status(204).end();
    },
  };
}

/** A Schedule that somebody deleted in Temporal. */
function ignoreMissing(error: unknown): void {
  if (!isCode(error, 'NOT_FOUND')) throw error;
}

/** A new standing report, with an id of its own. */
function toStandingReport(request: z.output<typeof standingRequestSchema>): StandingReport {
  const { name, when, report, notify } = request;
  const [hour = 0, minute = 0] = when.at.split(':').map(Number);
  return {
    id: randomUUID(),
    name,
    options: toReportOptions(report),
    time: { weekday: when.weekday ?? null, hour, minute, timezone: when.timezone },
    targets: toNoticeTargets(notify),
  };
}
