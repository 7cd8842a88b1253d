import type { Operation } from '../http/operation';
import { pageQuerySchema, readPage } from '../http/paging';
import { jsonResponse, problemResponses } from '../http/problem-schema';
import { readInput } from '../http/read-input';
import type { ApiPorts } from '../ports';
import { ingestionPageSchema, toIngestionSummary } from './ingestion-body';
import { refreshIngestion } from './ingestion-status';

/** Lists the ingestions, one page at a time. */
export function listIngestions(ports: ApiPorts): Operation {
  return {
    method: 'get',
    path: '/api/v1/ingestions',
    summary: 'List ingestions with their counts, newest first',
    tags: ['Ingestions'],
    request: { query: pageQuerySchema },
    responses: {
      200: jsonResponse('A page of ingestions.', ingestionPageSchema),
      ...problemResponses('invalid-input'),
    },
    handle: async (req, res) => {
      const { shown, nextCursor } = await readPage(
        readInput(pageQuerySchema, req.query),
        (after, limit) =>
          ports.catalogue.ingestions.page(after && { startedMicros: after.atMicros, id: after.id }, limit),
        ({ startedMicros, id }) => ({ atMicros: startedMicros, id }),
      );
      const ingestions = await Promise.all(shown.map((ingestion) => refreshIngestion(ports, ingestion)));
      res
        .set('Cache-Control', 'no-store')
        .json({ ingestions: ingestions.map(toIngestionSummary), next_cursor: nextCursor });
    },
  };
}
