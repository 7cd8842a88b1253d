import { z } from 'zod';
import { LoopwatchError } from '../../../contract/errors';
import { conflictError } from '../translate-errors';

/**
 * Translates errors of SQLite; returns any other error unchanged.
 * @param file for the operator; null when anyone may read the message.
 */
export function translateSqliteError(error: unknown, file: string | null = null): unknown {
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
  return errorOfDisk(isWithoutTables(error) ? 'SQLITE_CORRUPT' : code, error, file) ?? error;
}

const RESTORE = 'Restore the catalogue and the blobs from one backup: docs/operations.md says how.';

/** What the disk or the file refuses, by the start of SQLite's code. */
const DISK_ERRORS = [
  {
    codes: /^SQLITE_FULL/,
    code: 'STORAGE_FULL',
    what: 'The disk of the catalogue is full',
    remedy: 'Free some space on it. What waits goes on by itself.',
  },
  {
    codes: /^SQLITE_IOERR/,
    code: 'UNAVAILABLE',
    what: 'The disk of the catalogue cannot be read or written',
    remedy: 'Check the disk and its connection. "loopwatch doctor" looks at the catalogue.',
  },
  {
    codes: /^SQLITE_(READONLY|CANTOPEN|PERM|AUTH)/,
    code: 'UNAVAILABLE',
    what: 'The catalogue cannot be written or opened',
    remedy: 'Check the rights of the data folder, and whether its disk has become read-only.',
  },
  {
    codes: /^SQLITE_(CORRUPT|NOTADB)/,
    code: 'STORAGE_DAMAGED',
    what: 'The file of the catalogue is damaged',
    remedy: RESTORE,
  },
] as const;

function errorOfDisk(sqliteCode: string, cause: unknown, file: string | null): LoopwatchError | null {
  const found = DISK_ERRORS.find(({ codes }) => codes.test(sqliteCode));
  if (!found) return null;
  const where = file === null ? '' : `: ${file}`;
  return new LoopwatchError(found.code, `${found.what} (${sqliteCode})${where}`, found.remedy, { cause });
}

/** Tables that are missing in a catalogue which has had its migrations. */
function isWithoutTables(error: unknown): boolean {
  const { code, message } = sqliteErrorSchema.safeParse(error).data ?? {};
  return code === 'SQLITE_ERROR' && /^no such (table|column)/.test(message ?? '');
}

/** Checks the shape, not the class: a test runner may load the library twice, which gives two classes. */
const sqliteErrorSchema = z.object({
  name: z.literal('SqliteError'),
  code: z.string(),
  message: z.string(),
});

/** The code of an error of SQLite, such as SQLITE_BUSY; null for other errors. */
export function sqliteCodeOf(error: unknown): string | null {
  return sqliteErrorSchema.safeParse(error).data?.code ?? null;
}
