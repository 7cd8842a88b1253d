import { createHash } from 'node:crypto';
import { z } from 'zod';
import { CURSOR_FAULT, unknownCursor } from './paging';

/**
 * Cursors of lists that never change, such as a finished report's stores. A cursor holds the number of rows
 * before it and a hash of the question, so that it only works for the same question.
 */
const CURSOR = /^(\d{1,9})\.([0-9a-f]{16})$/;

export const offsetCursorSchema = z
  .string()
  .refine((text) => CURSOR.test(decode(text)), CURSOR_FAULT)
  .optional()
  .meta({ description: 'The next_cursor of the previous page.' });

/**
 * @param question the query without cursor and limit
 * @throws ApiProblem invalid-input for a cursor of another question
 */
export function readOffset(cursor: string | undefined, question: readonly unknown[]): number {
  if (cursor === undefined) return 0;
  const [, offset, mark] = CURSOR.exec(decode(cursor)) ?? [];
  if (mark !== markOf(question)) throw unknownCursor();
  return Number(offset);
}

/** @returns null after the last row */
export function nextOffsetCursor(end: number, total: number, question: readonly unknown[]): string | null {
  return end < total ? Buffer.from(`${end}.${markOf(question)}`).toString('base64url') : null;
}

function markOf(question: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(question)).digest('hex').slice(0, 16);
}

function decode(text: string): string {
  return Buffer.from(text, 'base64url').toString();
}
