import { z } from 'zod';
import { isUuid } from '../../contract/names';
import { ApiProblem } from './problem';

/** The position of a row in a list that is sorted by instant and id, newest first. */
export interface PagePlace {
  readonly atMicros: number;
  readonly id: string;
}

export interface Page<T> {
  readonly shown: readonly T[];
  /** null: this is the last page. */
  readonly nextCursor: string | null;
}

export const CURSOR_FAULT = 'must be the next_cursor of a previous page';

export const nextCursorSchema = z
  .string()
  .nullable()
  .meta({ description: 'The cursor of the next page; null: this is the last page.' });

/** The parameters that select a page of such a list. */
export const pageQuerySchema = z.strictObject({
  cursor: z
    .string()
    .refine((text) => parseCursor(text) !== null, CURSOR_FAULT)
    .optional(),
  limit: z
    .string()
    .regex(/^([1-9]\d?|100)$/, 'must be a whole number from 1 to 100')
    .default('20')
    .meta({ description: 'The number of rows, 1 to 100.' }),
});

/** Loads the requested page, and one more row to know whether there is another page. */
export async function readPage<T>(
  query: z.output<typeof pageQuerySchema>,
  load: (after: PagePlace | null, limit: number) => Promise<readonly T[]>,
  placeOf: (row: T) => PagePlace,
): Promise<Page<T>> {
  const limit = Number(query.limit);
  const after = query.cursor === undefined ? null : parseCursor(query.cursor);
  const rows = await load(after, limit + 1);
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return { shown, nextCursor: last === undefined ? null : writeCursor(placeOf(last)) };
}

/** For a cursor that is well-formed but does not fit. */
export function unknownCursor(): ApiProblem {
  return new ApiProblem('invalid-input', `cursor ${CURSOR_FAULT}.`, {
    errors: [{ field: 'cursor', fault: CURSOR_FAULT }],
  });
}

function writeCursor({ atMicros, id }: PagePlace): string {
  return Buffer.from(`${atMicros}.${id}`).toString('base64url');
}

/** @returns null for a text that is not a cursor */
function parseCursor(text: string): PagePlace | null {
  const [micros = '', id = ''] = Buffer.from(text, 'base64url').toString().split('.');
  return /^\d{1,16}$/.test(micros) && isUuid(id) ? { atMicros: Number(micros), id } : null;
}
