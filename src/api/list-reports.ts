import { z } from 'zod';
import { LoopwatchError } from '../contract/errors';
import type { ReportRecord } from '../store/catalogue';
import type { Operation } from './operation';
import type { ApiPorts } from './ports';
import { jsonResponse, problemResponses } from './problem-schema';
import { readInput } from './read-input';
import { toReportSummary } from './report-body';
import { parseCursor, writeCursor } from './report-cursor';
import { reportPageSchema } from './report-schema';
import { type ReportStatus, refreshReport } from './report-status';

const querySchema = z.strictObject({
  cursor: z
    .string()
    .refine((text) => parseCursor(text) !== null, 'must be the next_cursor of a page before')
    .optional(),
  limit: z
    .string()
    .regex(/^([1-9]\d?|100)$/, 'must be a whole number from 1 to 100')
    .default('20')
    .meta({ description: 'How many, 1 to 100.' }),
});

/** The newest reports, a page at a time. */
export function listReports(ports: ApiPorts): Operation {
  return {
    method: 'get',
    path: '/api/v1/reports',
    summary: 'The reports there are, newest first',
    tags: ['Reports'],
    request: { query: querySchema },
    responses: {
      200: jsonResponse('A page of them.', reportPageSchema),
      ...problemResponses('invalid-input'),
    },
    handle: async (req, res) => {
      const query = readInput(querySchema, req.query);
      const limit = Number(query.limit);
      const after = query.cursor === undefined ? null : parseCursor(query.cursor);
      // One more than asked for tells whether there is another page.
      const records = await ports.catalogue.reports.page(after, limit + 1);
      const shown = records.slice(0, limit);
      const last = records.length > limit ? shown.at(-1) : undefined;
      const statuses = await Promise.all(shown.map((record) => refreshOrKeep(ports, record)));
      res.set('Cache-Control', 'no-store').json({
        reports: statuses.map((status) => toReportSummary(status, ports)),
        next_cursor: last ? writeCursor(last) : null,
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
    return { ...record, progress: null, message: error.message };
  }
}
