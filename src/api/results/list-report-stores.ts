import { z } from 'zod';
import { storeJsonRow } from '../../domain/report/store-json-row';
import { SORT_ORDERS, STORE_SORTS } from '../../domain/report/store-selection';
import { nextOffsetCursor, offsetCursorSchema, readOffset } from '../http/offset-cursor';
import type { Operation } from '../http/operation';
import { nextCursorSchema } from '../http/paging';
import { jsonResponse, problemResponses } from '../http/problem-schema';
import { readInput } from '../http/read-input';
import { searchSchema, stateSchema, tableLimitSchema } from '../http/table-query';
import type { ApiPorts } from '../ports';
import { reportIdSchema } from '../reports/report-body';
import { reportParamsSchema } from '../reports/require-report';
import { FIGURES_CACHING, FIGURES_PROBLEMS, requireFigures } from './require-figures';
import { storeRowSchema } from './store-row-schema';

const querySchema = z.strictObject({
  search: searchSchema,
  hours: stateSchema,
  zone: stateSchema,
  sort: z.enum(STORE_SORTS).default('store_id').meta({
    description: 'Equal values are sorted by store id. Unknown values come last.',
  }),
  order: z.enum(SORT_ORDERS).default('asc'),
  limit: tableLimitSchema,
  cursor: offsetCursorSchema,
});

const pageSchema = z
  .object({
    report_id: reportIdSchema,
    stores: z.int().meta({ description: 'The number of stores in the report.' }),
    total: z.int().meta({ description: 'The number of stores that match the search and the states.' }),
    rows: z.array(storeRowSchema),
    next_cursor: nextCursorSchema,
  })
  .meta({ id: 'StorePage', description: "A page of a report's stores." });

/** Lists a report's stores, searched, sorted and paged. */
export function listReportStores(ports: ApiPorts): Operation {
  return {
    method: 'get',
    path: '/api/v1/reports/{id}/stores',
    summary: "List a report's stores, searched, filtered and sorted",
    tags: ['Results'],
    request: { params: reportParamsSchema, query: querySchema },
    responses: {
      200: jsonResponse('A page of stores.', pageSchema),
      ...problemResponses(...FIGURES_PROBLEMS),
    },
    handle: async (req, res) => {
      const { id } = readInput(reportParamsSchema, req.params);
      const { cursor, limit, hours = null, zone = null, ...asked } = readInput(querySchema, req.query);
      const states = { hours, timezones: zone };
      const question = ['stores', id, asked.search, asked.sort, asked.order, hours ?? '', zone ?? ''];
      const offset = readOffset(cursor, question);
      const report = await requireFigures(ports, id);
      const page = await ports.reading.storePage(report, { ...asked, states, offset, limit: Number(limit) });
      const body: z.output<typeof pageSchema> = {
        report_id: id,
        stores: page.stores,
        total: page.total,
        rows: page.rows.map(storeJsonRow),
        next_cursor: nextOffsetCursor(offset + page.rows.length, page.total, question),
      };
      res.set('Cache-Control', FIGURES_CACHING).json(body);
    },
  };
}
