import { reportRequestSchema, toReportOptions } from '../domain/report-request';
import type { Operation } from './operation';
import type { ApiPorts } from './ports';
import { acceptedResponse, problemResponses, STARTING_PROBLEMS } from './problem-schema';
import { readBody } from './read-input';
import { linksOf } from './report-body';
import { tellReport } from './report-of-response';
import { reportAcceptedSchema } from './report-schema';
import { startReport } from './start-report';

/** Starts a report. */
export function createReport(ports: ApiPorts): Operation {
  return {
    method: 'post',
    path: '/api/v1/reports',
    summary: 'Start a report',
    description: 'Without a body: every store, as of the latest poll, in every format.',
    tags: ['Reports'],
    request: { body: { content: { 'application/json': { schema: reportRequestSchema } } } },
    responses: {
      202: acceptedResponse('It is being made. Location says where to look.', reportAcceptedSchema),
      ...problemResponses(...STARTING_PROBLEMS),
    },
    handle: async (req, res) => {
      const request = readBody(reportRequestSchema, req, ['application/json']);
      const report = await startReport(ports, { options: toReportOptions(request), requestedBy: 'api' });
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
