import { z } from 'zod';
import { LoopwatchError } from '../../contract/errors';
import { METHODS } from '../../contract/methods';
import { REPORT_STATES } from '../../contract/report';
import type { ReportFilter, ReportRecord } from '../../storage/catalogue/report-catalogue';
import type { Operation } from '../http/operation';
import { pageQuerySchema, readPage } from '../http/paging';
import { jsonResponse, problemResponses } from '../http/problem-schema';
import { readInput } from '../http/read-input';
import type { ApiPorts } from '../ports';
import { reportPageSchema, toReportSummary } from './report-body';
import { type ReportStatus, refreshReport, settledStatus } from './report-status';

const MAX_NAME = 200;

const querySchema = pageQuerySchema.extend({
  state: z
    .enum(REPORT_STATES)
    .optional()
    .meta({ description: 'Only reports in this state, according to the catalogue.' }),
  method: z.enum(METHODS).optional().meta({ description: 'Only reports by this method.' }),
  requested_by: z
    .string()
    .min(1, 'must not be empty')
    .max(MAX_NAME)
    .optional()
    .meta({ description: 'Only reports that this name requested, word for word.' }),
});

/** Lists reports, newest first, one page at a time. */
export function listReports(ports: ApiPorts): Operation {
  return {
    method: 'get',
    path: '/api/v1/reports',
    summary: 'List reports, newest first',
    tags: ['Reports'],
    request: { query: querySchema },
    responses: {
      200: jsonResponse('A page of reports.', reportPageSchema),
      ...problemResponses('invalid-input'),
    },
    handle: async (req, res) => {
      const { state, method, requested_by: requestedBy, ...paging } = readInput(querySchema, req.query);
      const filter: ReportFilter = { state, method, requestedBy };
      const { reports } = ports.catalogue;
      const { shown, nextCursor } = await readPage(
        paging,
        (after, limit) =>
          reports.page(after && { requestedMicros: after.atMicros, id: after.id }, limit, filter),
        ({ requestedMicros, id }) => ({ atMicros: requestedMicros, id }),
      );
      const statuses = await Promise.all(shown.map((record) => refreshOrKeep(ports, record)));
      res.set('Cache-Control', 'no-store').json({
        reports: statuses.map((status) => toReportSummary(status, ports)),
        total: await reports.count(filter),
        next_cursor: nextCursor,
      });
    },
  };
}

/** Without Temporal, a running report is shown as last recorded, so that finished reports stay listed. */
async function refreshOrKeep(ports: ApiPorts, record: ReportRecord): Promise<ReportStatus> {
  try {
    return await refreshReport(ports, record);
  } catch (error) {
    if (!(error instanceof LoopwatchError) || error.code !== 'UNAVAILABLE') throw error;
    return { ...settledStatus(record), message: error.message };
  }
}
