import { z } from 'zod';
import { isIngestionId } from '../../contract/names';
import { QUARANTINE_STATES } from '../../storage/catalogue/quarantine-state';
import { CURSOR_FAULT, nextCursorSchema } from '../http/paging';
import { ingestionIdSchema } from './ingestion-body';
import type { QuarantinePlace } from './quarantine-rows';

const MAX_REASON = 200;

const filterShape = {
  ingestion: ingestionIdSchema.optional(),
  reason: z
    .string()
    .min(1, 'must not be empty')
    .max(MAX_REASON)
    .optional()
    .meta({ description: 'A reason from an ingestion, word for word.' }),
  state: z.enum(QUARANTINE_STATES).optional().meta({
    description: 'open: in a file as it was last read; mended: the file was read anew since, or is gone.',
  }),
};

export const quarantineFilterSchema = z.strictObject(filterShape);

export const quarantineQuerySchema = z.strictObject({
  ...filterShape,
  cursor: z
    .string()
    .refine((text) => parsePlace(text) !== null, CURSOR_FAULT)
    .optional(),
  limit: z
    .string()
    .regex(/^([1-9]\d?|[1-4]\d\d|500)$/, 'must be a whole number from 1 to 500')
    .default('100')
    .meta({ description: 'The number of rows, 1 to 500.' }),
});

const rowSchema = z
  .object({
    ingestion: ingestionIdSchema,
    source: z.string(),
    file: z.string().meta({ description: 'The name of the file.' }),
    line: z.int().meta({ description: 'The line number in the file. The header is line 1.' }),
    reason: z.string(),
    raw: z.string().meta({ description: 'The row as in the file. A long row is cut off.' }),
    state: z.enum(QUARANTINE_STATES),
  })
  .meta({ id: 'QuarantineRow', description: 'A quarantined row.' });

export const quarantinePageSchema = z
  .object({ rows: z.array(rowSchema), next_cursor: nextCursorSchema })
  .meta({ id: 'QuarantinePage', description: 'Quarantined rows, those of the newest ingestion first.' });

export type QuarantinePageBody = z.output<typeof quarantinePageSchema>;

const placeSchema = z.tuple([
  z.string().refine(isIngestionId),
  z.string(),
  z.string(),
  z.int().nonnegative(),
]);

export function writePlace({ ingestionId, sourceId, fileId, endByte }: QuarantinePlace): string {
  return Buffer.from(JSON.stringify([ingestionId, sourceId, fileId, endByte])).toString('base64url');
}

/** @returns null for a text that is not a cursor */
export function parsePlace(text: string): QuarantinePlace | null {
  try {
    const json: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    const [ingestionId, sourceId, fileId, endByte] = placeSchema.parse(json);
    return { ingestionId, sourceId, fileId, endByte };
  } catch {
    return null; // The caller says what it must be.
  }
}
