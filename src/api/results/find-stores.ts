import { z } from 'zod';
import type { Operation } from '../http/operation';
import { jsonResponse, problemResponses } from '../http/problem-schema';
import { readInput } from '../http/read-input';
import { searchSchema } from '../http/table-query';
import type { ApiPorts } from '../ports';

const querySchema = z.strictObject({
  search: searchSchema,
  limit: z
    .string()
    .regex(/^([1-9]\d?|100)$/, 'must be a whole number from 1 to 100')
    .default('20')
    .meta({ description: 'The number of stores, 1 to 100.' }),
});

const foundSchema = z
  .object({
    stores: z.array(z.object({ store_id: z.string() })),
    total: z.int().meta({ description: 'The number of stores that match.' }),
  })
  .meta({ id: 'FoundStores', description: 'Stores of the log. Ids that start with the text come first.' });

export type FoundStoresBody = z.output<typeof foundSchema>;

/** Finds stores while the reader types. */
export function findStores(ports: ApiPorts): Operation {
  return {
    method: 'get',
    path: '/api/v1/stores',
    summary: 'Find stores by part of their id',
    tags: ['Results'],
    request: { query: querySchema },
    responses: {
      200: jsonResponse('The first stores that match.', foundSchema),
      ...problemResponses('invalid-input', 'storage-damaged', 'unavailable'),
    },
    handle: async (req, res) => {
      const { search, limit } = readInput(querySchema, req.query);
      const { total, ids } = await ports.reading.findStores(search, Number(limit));
      const body: FoundStoresBody = { stores: ids.map((id) => ({ store_id: id })), total };
      res.set('Cache-Control', 'private, no-cache').json(body);
    },
  };
}
