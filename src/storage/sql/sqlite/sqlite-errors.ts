import { z } from 'zod';
import { LoopwatchError } from '../../../contract/errors';
import { conflictError } from '../translate-errors';

/** Translates errors of SQLite; returns any other error unchanged. */
export function translateSqliteError(error: unknown): unknown {
  const code = sqliteCodeOf(error) ?? '';
  if (code.startsWith('SQLITE_BUSY')) {
    return new LoopwatchError(
      'UNAVAILABLE',
      'Another process has been writing to the catalogue for too long',
      'Check whether that process hangs, and end it.',
      { cause: error },
    );
  }
  if (/^SQLITE_CONSTRAINT_(PRIMARYKEY|UNIQUE|FOREIGNKEY)$/.test(code)) {
    return conflictError(error);
  }
  return error;
}

/** Checks the shape, not the class: a test runner may load the library twice, which gives two classes. */
const sqliteErrorSchema = z.object({ name: z.literal('SqliteError'), code: z.string() });

/** The code of an error of SQLite, such as SQLITE_BUSY; null for other errors. */
export function sqliteCodeOf(error: unknown): string | null {
  return sqliteErrorSchema.safeParse(error).data?.code ?? null;
}
