import { z } from 'zod';
import { LoopwatchError } from '../../../contract/errors';
import { conflictError } from '../translate-errors';

/** Of what SQLite says; any other error stays as it is. */
export function translateSqliteError(error: unknown): unknown {
  const code = sqliteCodeOf(error) ?? '';
  if (code.startsWith('SQLITE_BUSY')) {
    return new LoopwatchError(
      'UNAVAILABLE',
      'Another process has been writing to the catalogue for long',
      'Look whether one hangs, and end it.',
      { cause: error },
    );
  }
  if (/^SQLITE_CONSTRAINT_(PRIMARYKEY|UNIQUE|FOREIGNKEY)$/.test(code)) {
    return conflictError(error);
  }
  return error;
}

/** By its form, not its class: of that there are several where the library was loaded more than once, as by a test runner. */
const sqliteErrorSchema = z.object({ name: z.literal('SqliteError'), code: z.string() });

/** The code of what SQLite says, as SQLITE_BUSY; null where it is another error. */
export function sqliteCodeOf(error: unknown): string | null {
  return sqliteErrorSchema.safeParse(error).data?.code ?? null;
}
