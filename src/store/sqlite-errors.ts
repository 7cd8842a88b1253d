import Database from 'better-sqlite3';
import { LoopwatchError } from '../contract/errors';

/** Of what SQLite says; any other error stays as it is. */
export function translateSqliteError(error: unknown): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  if (error.code.startsWith('SQLITE_BUSY')) {
    return new LoopwatchError(
      'UNAVAILABLE',
      'Another process has been writing to the catalogue for long',
      'Look whether one hangs, and end it.',
      { cause: error },
    );
  }
  if (/^SQLITE_CONSTRAINT_(PRIMARYKEY|UNIQUE|FOREIGNKEY)$/.test(error.code)) {
    return new LoopwatchError(
      'STORAGE_CONFLICT',
      'Another process changed the same part of the catalogue at the same time',
      null,
      { cause: error },
    );
  }
  return error;
}
