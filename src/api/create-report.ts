import { notifyRequestSchema } from '../domain/notify-request';
import { reportRequestSchema, toReportOptions } from '../domain/report-request';
import { requestedByOf } from './caller';
import type { Operation } from './operation';
import type { ApiPorts } from './ports';
import { acceptedResponse, problemResponses, STARTING_PROBLEMS } from './problem-schema';
import { readBody } from './read-input';
import { linksOf } from './report-body';
import { tellReport } from './report-of-response';
import { reportAcceptedSchema } from './report-schema';
import { requireMail } from './require-mail';
import { startReport } from './start-report';

const requestSchema = reportRequestSchema.extend({
  notify: notifyRequestSchema.optional().describe('Whom to tell of its end, beside the webhooks.'),
});

/** Starts a report. */
export function createReport(ports: ApiPorts): Operation {
  return {
    method: 'post',
    path: '/api/v1/reports',
    scope: 'trigger',
    summary: 'Start a report',
    description: 'Without a body: every store, as of the latest poll, in every format.',
    tags: ['Reports'],
    request: { body: { content: { 'application/json': { schema: requestSchema } } } },
    responses: {
      202: acceptedResponse('It is being made. Location says where to look.', reportAcceptedSchema),
      ...problemResponses(...STARTING_PROBLEMS),
    },
    handle: async (req, res) => {
      const { notify, ...request } = readBody(requestSchema, req, ['application/json']);
      const emails = notify?.emails ?? [];
      requireMail(ports, emails);
      const options = toReportOptions(request);
      const report = await startReport(ports, { options, emails, requestedBy: requestedByOf(req) });
      tellReport(res, report.id);
      const links = linksOf(report, ports);
      res
        .status(202)
        .location(links.self)
        .set('Retry-After', '1')
        .json({ report_id: report.id, state: report.state, links });
    },
  };
}
