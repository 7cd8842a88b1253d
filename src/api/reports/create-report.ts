import type { Request } from 'express';
import { z } from 'zod';
import { LoopwatchError } from '../../contract/errors';
import { toNoticeTargets } from '../../contract/notices';
import { notifyRequestSchema } from '../../domain/report/notify-request';
import { reportRequestSchema, toReportOptions } from '../../domain/report/report-request';
import { askerOf } from '../http/asker';
import { callerOf } from '../http/caller';
import type { Operation } from '../http/operation';
import { acceptedResponse, jsonResponse, problemResponses, STARTING_PROBLEMS } from '../http/problem-schema';
import { readBody, readInput } from '../http/read-input';
import { noteReport } from '../http/report-in-log';
import { requireMail } from '../http/require-mail';
import type { ApiPorts } from '../ports';
import { reportAcceptedSchema, reportLinks } from './report-body';
import { type ReportStatus, settledStatus } from './report-status';
import type { ReportWatch } from './report-watch';
import { idempotencyKeySchema, type Started, startOnce } from './start-once';
import { startAndRecord } from './start-report';
import { waitForEnd, waitSchema } from './wait-for-end';

const querySchema = z.object({ wait: waitSchema });
const headersSchema = z.object({ 'Idempotency-Key': idempotencyKeySchema });
const REPLAYED = {
  'Idempotency-Replayed': {
    description: 'true: an earlier request with this key started the report.',
    schema: { type: 'string' as const },
  },
};

const requestSchema = reportRequestSchema.extend({
  notify: notifyRequestSchema
    .optional()
    .describe('Who is told when the report has ended, besides the webhooks.'),
});

/** Starts a report. */
export function createReport(ports: ApiPorts, watch: ReportWatch): Operation {
  const accepted = acceptedResponse('The report was started. Location is its address.', reportAcceptedSchema);
  return {
    method: 'post',
    path: '/api/v1/reports',
    scope: 'trigger',
    startsReport: true,
    summary: 'Start a report',
    description: 'Without a body: a report of every store, as of the latest poll, in every format.',
    tags: ['Reports'],
    request: {
      query: querySchema,
      headers: headersSchema,
      body: { content: { 'application/json': { schema: requestSchema } } },
    },
    responses: {
      200: {
        ...jsonResponse(
          'The report has already ended: it was waited for, or started before.',
          reportAcceptedSchema,
        ),
        headers: REPLAYED,
      },
      202: { ...accepted, headers: { ...accepted.headers, ...REPLAYED } },
      ...problemResponses(...STARTING_PROBLEMS, 'idempotency-key-reused'),
    },
    handle: async (req, res) => {
      const { wait: waitMillis } = readInput(querySchema, req.query);
      const { report, isReplay } = await start(ports, req);
      noteReport(res, report.id);
      const now = (isReplay ? await lookAt(watch, report.id) : null) ?? settledStatus(report);
      const status = await waitForEnd(ports, watch, now, { waitMillis, res });
      const links = reportLinks(status, ports);
      if (isReplay) res.set('Idempotency-Replayed', 'true');
      if (status.state === 'Running') res.status(202).set('Retry-After', '1');
      res.location(links.self).set('Cache-Control', 'no-store');
      res.json({ report_id: status.id, state: status.state, links });
    },
  };
}

/** null: unknown, also because Temporal or the catalogue does not answer now. The report is accepted all the same. */
async function lookAt(watch: ReportWatch, reportId: string): Promise<ReportStatus | null> {
  try {
    return await watch.find(reportId);
  } catch (error) {
    if (error instanceof LoopwatchError) return null;
    throw error;
  }
}

async function start(ports: ApiPorts, req: Request): Promise<Started> {
  const headers = { 'Idempotency-Key': req.get('Idempotency-Key') };
  const { 'Idempotency-Key': key } = readInput(headersSchema, headers);
  const { notify, ...request } = readBody(requestSchema, req, ['application/json']);
  const targets = notify ? toNoticeTargets(notify) : [];
  await requireMail(ports, targets);
  const asked = { options: toReportOptions(request), targets, ...askerOf(req) };
  if (key !== undefined)
    return startOnce(ports, { ...asked, key, keyOwner: callerOf(req)?.keyId ?? asked.requestedBy });
  return { report: await startAndRecord(ports, asked), isReplay: false };
}
