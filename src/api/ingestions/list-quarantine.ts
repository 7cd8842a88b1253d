import type { z } from 'zod';
import { isCode } from '../../contract/errors';
import type { Operation } from '../http/operation';
import { unknownCursor } from '../http/paging';
import { jsonResponse, problemResponses } from '../http/problem-schema';
import { readInput } from '../http/read-input';
import type { ApiPorts } from '../ports';
import { requireIngestion } from './ingestion-status';
import { fileOfPlace, type QuarantineFilter, type QuarantineRow, quarantineRows } from './quarantine-rows';
import {
  parsePlace,
  type quarantineFilterSchema,
  quarantinePageSchema,
  quarantineQuerySchema,
  writePlace,
} from './quarantine-schema';

/** Lists the quarantined rows, one page at a time. */
export function listQuarantine(ports: ApiPorts): Operation {
  return {
    method: 'get',
    path: '/api/v1/quarantine',
    summary: 'List quarantined rows, those of the newest ingestion first',
    tags: ['Ingestions'],
    request: { query: quarantineQuerySchema },
    responses: {
      200: jsonResponse('A page of rows.', quarantinePageSchema),
      ...problemResponses('invalid-input', 'not-found', 'storage-damaged'),
    },
    handle: async (req, res) => {
      const { cursor, limit, ...query } = readInput(quarantineQuerySchema, req.query);
      const filter = await requireFilter(ports, query);
      const rows = await readRows(ports, filter, cursor, Number(limit) + 1);
      const shown = rows.slice(0, Number(limit));
      const last = rows.length > shown.length ? shown.at(-1) : undefined;
      res.set('Cache-Control', 'no-store').json({
        rows: shown.map(({ ingestionId, place: _, ...row }) => ({ ingestion: ingestionId, ...row })),
        next_cursor: last ? writePlace(last.place) : null,
      });
    },
  };
}

/** @throws ApiProblem not-found where the ingestion does not exist */
export async function requireFilter(
  ports: ApiPorts,
  { ingestion, reason, state }: z.output<typeof quarantineFilterSchema>,
): Promise<QuarantineFilter> {
  if (ingestion !== undefined) await requireIngestion(ports, ingestion);
  return { ingestionId: ingestion ?? null, reason: reason ?? null, state: state ?? null };
}

async function readRows(
  ports: ApiPorts,
  filter: QuarantineFilter,
  cursor: string | undefined,
  limit: number,
): Promise<QuarantineRow[]> {
  const place = cursor === undefined ? null : parsePlace(cursor);
  const file = place && (await fileOfPlace(ports, place));
  const isElsewhere = filter.ingestionId !== null && place?.ingestionId !== filter.ingestionId;
  if (place && (!file || isElsewhere)) throw unknownCursor();
  const after = place && file && { file, endByte: place.endByte };
  const rows: QuarantineRow[] = [];
  try {
    for await (const row of quarantineRows(ports, filter, after)) {
      rows.push(row);
      if (rows.length === limit) break;
    }
  } catch (error) {
    if (isCode(error, 'INVALID_INPUT')) throw unknownCursor();
    throw error;
  }
  return rows;
}
