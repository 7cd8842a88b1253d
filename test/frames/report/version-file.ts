import path from 'node:path';
import pl from 'nodejs-polars';
import type { InputState } from '../../../src/contract/input-states';

export interface StateRow {
  readonly id: string;
  readonly state: Exclude<InputState, 'default'>;
  readonly file?: string;
  readonly since?: number;
  readonly lost?: boolean;
}

export interface HoursRow extends StateRow {
  /** null: nothing of the hours can be read. */
  readonly day: number | null;
  /** null: closed on that day. */
  readonly times: readonly [startSeconds: number, endSeconds: number] | null;
}

/** Writes a version of the hours as an ingestion writes it. */
export function writeHoursVersion(folder: string, rows: readonly HoursRow[]): string {
  const numbers = (name: string, of: (row: HoursRow) => number | null) =>
    pl.Series(name, rows.map(of), pl.Int32);
  return write(path.join(folder, 'hours-version.parquet'), rows, [
    numbers('day', ({ day }) => day),
    numbers('start', ({ times }) => times?.[0] ?? null),
    numbers('end', ({ times }) => times?.[1] ?? null),
  ]);
}

export interface ZoneRow extends StateRow {
  readonly timezone: string | null;
}

export function writeZonesVersion(folder: string, rows: readonly ZoneRow[]): string {
  return write(path.join(folder, 'zones-version.parquet'), rows, [
    text('timezone', rows, (row) => row.timezone),
  ]);
}

function write(file: string, rows: readonly StateRow[], columns: readonly pl.Series[]): string {
  pl.DataFrame([
    text('store_id', rows, ({ id }) => id),
    ...columns,
    text('state', rows, ({ state }) => state),
    text('file', rows, (row) => row.file ?? null),
    pl.Series(
      'since',
      rows.map(({ since }) => since ?? null),
      pl.Int32,
    ),
    pl.Series(
      'lost',
      rows.map(({ lost }) => lost ?? null),
      pl.Bool,
    ),
  ]).writeParquet(file);
  return file;
}

function text<T>(name: string, rows: readonly T[], of: (row: T) => string | null): pl.Series {
  return pl.Series(name, rows.map(of), pl.Utf8);
}
