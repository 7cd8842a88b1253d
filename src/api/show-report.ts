import type { Operation } from './operation';
import type { ApiPorts } from './ports';
import { jsonResponse, problemResponses } from './problem-schema';
import { readInput } from './read-input';
import { toReportBody } from './report-body';
import { reportParamsSchema, requireReport } from './report-of-request';
import { reportSchema } from './report-schema';

/** Tells how a report stands, and what it was made of. */
export function showReport(ports: ApiPorts): Operation {
  return {
    method: 'get',
    path: '/api/v1/reports/{id}',
    summary: 'How a report stands, and what it was made of',
    tags: ['Reports'],
    request: { params: reportParamsSchema },
    responses: {
      200: jsonResponse('How it stands.', reportSchema),
      ...problemResponses('invalid-input', 'not-found', 'unavailable'),
    },
    handle: async (req, res) => {
      const { id } = readInput(reportParamsSchema, req.params);
      const report = toReportBody(await requireReport(ports, id), ports);
      if (report.state === 'Running') res.set('Retry-After', '1');
      res.set('Cache-Control', 'no-store').json(report);
    },
  };
}
