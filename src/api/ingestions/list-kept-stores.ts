import { z } from 'zod';
import { nextOffsetCursor, offsetCursorSchema, readOffset } from '../http/offset-cursor';
import type { Operation } from '../http/operation';
import { nextCursorSchema } from '../http/paging';
import { jsonResponse, problemResponses } from '../http/problem-schema';
import { readInput } from '../http/read-input';
import { count } from '../http/value-schemas';
import type { ApiPorts } from '../ports';
import { inputKindParams, inputKindSchema } from './input-body';

const KEPT_REASONS = ['lost', 'unreadable'] as const;

const querySchema = z.strictObject({
  reason: z.enum(KEPT_REASONS).optional().meta({
    description: 'lost: no file gives the store any more; unreadable: some of its rows cannot be read.',
  }),
  cursor: offsetCursorSchema,
  limit: z
    .string()
    .regex(/^([1-9]\d{0,2}|1000)$/, 'must be a whole number from 1 to 1000')
    .default('100')
    .meta({ description: 'The number of stores, 1 to 1000.' }),
});

const keptPageSchema = z
  .object({
    kind: inputKindSchema,
    version: z.int().meta({ description: 'The version in use; 0: none.' }),
    stores: z.array(
      z.object({
        store_id: z.string(),
        keeps: z.string().meta({ description: 'Its hours or its timezone, in words.' }),
        file: z.string().nullable().meta({ description: 'The file that gave it; null: not known.' }),
        since_version: z.int().meta({ description: 'The version that last had it from a file.' }),
        reason: z.enum(KEPT_REASONS),
      }),
    ),
    total: count,
    next_cursor: nextCursorSchema,
  })
  .meta({ id: 'KeptStores', description: 'Stores that keep what an earlier version gave.' });

export type KeptStoresBody = z.output<typeof keptPageSchema>;

/** Lists the stores that keep hours or timezones of an earlier version. */
export function listKeptStores(ports: ApiPorts): Operation {
  return {
    method: 'get',
    path: '/api/v1/inputs/{kind}/kept',
    summary: 'The stores that keep what an earlier version gave',
    description: 'The loss of those with the reason `lost` can be accepted.',
    tags: ['Inputs'],
    request: { params: inputKindParams, query: querySchema },
    responses: {
      200: jsonResponse('A page of stores, by id.', keptPageSchema),
      ...problemResponses('invalid-input', 'storage-damaged', 'unavailable'),
    },
    handle: async (req, res) => {
      const { kind } = readInput(inputKindParams, req.params);
      const { cursor, limit, reason } = readInput(querySchema, req.query);
      const kept = await ports.reading.keptStores(kind);
      const stores = kept.stores
        .map(({ storeId, keeps, file, since, isLost }) => ({
          store_id: storeId,
          keeps,
          file,
          since_version: since,
          reason: isLost ? ('lost' as const) : ('unreadable' as const),
        }))
        .filter((store) => reason === undefined || store.reason === reason);
      const question = [kind, kept.version, reason ?? null];
      const from = readOffset(cursor, question);
      const end = Math.min(stores.length, from + Number(limit));
      const body: KeptStoresBody = {
        kind,
        version: kept.version,
        stores: stores.slice(from, end),
        total: stores.length,
        next_cursor: nextOffsetCursor(end, stores.length, question),
      };
      res.set('Cache-Control', 'no-store').json(body);
    },
  };
}
