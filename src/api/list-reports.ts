import { LoopwatchError } from '../contract/errors';
import type { ReportRecord } from '../store/catalogue';
import type { Operation } from './operation';
import { pageQuerySchema, readPage } from './paging';
import type { ApiPorts } from './ports';
import { jsonResponse, problemResponses } from './problem-schema';
import { readInput } from './read-input';
import { toReportSummary } from './report-body';
import { reportPageSchema } from './report-schema';
import { type ReportStatus, refreshReport, settledStatus } from './report-status';

/** The newest reports, a page at a time. */
export function listReports(ports: ApiPorts): Operation {
  return {
    method: 'get',
    path: '/api/v1/reports',
    summary: 'The reports there are, newest first',
    tags: ['Reports'],
    request: { query: pageQuerySchema },
    responses: {
      200: jsonResponse('A page of them.', reportPageSchema),
      ...problemResponses('invalid-input'),
    },
    handle: async (req, res) => {
      const { shown, nextCursor } = await readPage(
        readInput(pageQuerySchema, req.query),
        (after, limit) =>
          ports.catalogue.reports.page(after && { requestedMicros: after.atMicros, id: after.id }, limit),
        ({ requestedMicros, id }) => ({ atMicros: requestedMicros, id }),
      );
      const statuses = await Promise.all(shown.map((record) => refreshOrKeep(ports, record)));
      res.set('Cache-Control', 'no-store').json({
        reports: statuses.map((status) => toReportSummary(status, ports)),
        next_cursor: nextCursor,
      });
    },
  };
}

/** Finished reports must stay in reach while Temporal is away, so a running one is then shown as last recorded. */
async function refreshOrKeep(ports: ApiPorts, record: ReportRecord): Promise<ReportStatus> {
  try {
    return await refreshReport(ports, record);
  } catch (error) {
    if (!(error instanceof LoopwatchError) || error.code !== 'UNAVAILABLE') throw error;
    return { ...settledStatus(record), message: error.message };
  }
}
