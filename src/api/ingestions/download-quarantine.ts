import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import { inertCsvCell } from '../../domain/text/csv-cell';
import { formatInstant } from '../../domain/time/instants';
import type { Operation } from '../http/operation';
import { problemResponses } from '../http/problem-schema';
import { readInput } from '../http/read-input';
import type { ApiPorts } from '../ports';
import { requireFilter } from './list-quarantine';
import {
  type QuarantineFilter,
  type QuarantineRow,
  quarantineRows,
  requireQuarantineFiles,
} from './quarantine-rows';
import { quarantineFilterSchema } from './quarantine-schema';

const HEADER = 'ingestion_id,source,file,line,reason,raw,state\n';

/** Downloads all quarantined rows as a file. */
export function downloadQuarantine(ports: ApiPorts): Operation {
  return {
    method: 'get',
    path: '/api/v1/quarantine.csv',
    summary: 'Download the quarantined rows as CSV',
    description: "A cell that a spreadsheet would read as a formula starts with a '.",
    tags: ['Ingestions'],
    request: { query: quarantineFilterSchema },
    responses: {
      200: { description: 'The file.', content: { 'text/csv': { schema: { type: 'string' } } } },
      ...problemResponses('invalid-input', 'not-found', 'storage-damaged'),
    },
    handle: async (req, res) => {
      const filter = await requireFilter(ports, readInput(quarantineFilterSchema, req.query));
      // Check first: after the first byte, a missing file can no longer be reported.
      await requireQuarantineFiles(ports, filter);
      res.set({
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': `attachment; filename="${fileNameOf(filter, ports)}"`,
        'Cache-Control': 'no-store',
      });
      if (req.method === 'HEAD') return res.end();
      await sendRows(ports, filter, res);
    },
  };
}

function fileNameOf({ ingestionId }: QuarantineFilter, { clock }: ApiPorts): string {
  return `loopwatch-quarantine-${ingestionId ?? formatInstant(clock()).slice(0, 10)}.csv`;
}

/** A failure cuts the connection, so that a partial file never looks complete. */
async function sendRows(ports: ApiPorts, filter: QuarantineFilter, res: Response): Promise<void> {
  try {
    await pipeline(Readable.from(csvLines(quarantineRows(ports, filter, null))), res);
  } catch (error) {
    // The client disconnected, which is no fault.
    if (isPrematureClose(error)) return;
    ports.logger.error({ err: error, requestId: res.req.id }, 'a download was cut off');
  }
}

async function* csvLines(rows: AsyncIterable<QuarantineRow>): AsyncGenerator<string> {
  yield HEADER;
  for await (const { ingestionId, source, file, line, reason, raw, state } of rows)
    yield `${[ingestionId, source, file, String(line), reason, raw, state].map(inertCsvCell).join(',')}\n`;
}

function isPrematureClose(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}
