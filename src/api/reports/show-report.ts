import { z } from 'zod';
import type { Operation } from '../http/operation';
import { jsonResponse, problemResponses } from '../http/problem-schema';
import { readInput } from '../http/read-input';
import type { ApiPorts } from '../ports';
import { reportSchema, toReportBody } from './report-body';
import type { ReportWatch } from './report-watch';
import { reportParamsSchema, unknownReport } from './require-report';
import { waitForEnd, waitSchema } from './wait-for-end';

const querySchema = z.object({ wait: waitSchema });

/** Shows the status of a report and its pinned inputs. */
export function showReport(ports: ApiPorts, watch: ReportWatch): Operation {
  return {
    method: 'get',
    path: '/api/v1/reports/{id}',
    summary: 'The status of a report and its pinned inputs',
    tags: ['Reports'],
    request: { params: reportParamsSchema, query: querySchema },
    responses: {
      200: jsonResponse('The status.', reportSchema),
      ...problemResponses('invalid-input', 'not-found', 'unavailable'),
    },
    handle: async (req, res) => {
      const { id } = readInput(reportParamsSchema, req.params);
      const { wait: waitMillis } = readInput(querySchema, req.query);
      const status = await watch.find(id);
      if (!status) throw unknownReport(id);
      const report = toReportBody(await waitForEnd(ports, watch, status, { waitMillis, res }), ports);
      if (report.state === 'Running') res.set('Retry-After', '1');
      res.set('Cache-Control', 'no-store').json(report);
    },
  };
}
