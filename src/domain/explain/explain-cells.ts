import { DateTime } from 'luxon';
import { formatHundredths, hundredthsOf } from '../numbers/rounding';
import { MICROS_PER_HOUR, MICROS_PER_MINUTE, MICROS_PER_SECOND } from '../time/instants';

/** How a local time is written. */
const LOCAL_FORMATS = { full: 'ccc yyyy-MM-dd HH:mm:ss', short: 'ccc MM-dd HH:mm:ss' } as const;

/** A column of a plain-text table. */
export interface TextColumn {
  readonly head: string;
  readonly cells: readonly string[];
  readonly align: 'left' | 'right';
}

export function textCells<T>(head: string, rows: readonly T[], text: (row: T) => string): TextColumn {
  return { head, cells: rows.map(text), align: 'left' };
}

export function countCells<T>(head: string, rows: readonly T[], count: (row: T) => number): TextColumn {
  return { head, cells: rows.map((row) => String(count(row))), align: 'right' };
}

/** Durations as h:mm:ss, with microseconds where any has a fraction of a second; null is a dash. */
export function elapsedCells<T>(
  head: string,
  rows: readonly T[],
  micros: (row: T) => number | null,
): TextColumn {
  const values = rows.map(micros);
  const withFraction = values.some((value) => value !== null && value % MICROS_PER_SECOND !== 0);
  const cells = values.map((value) => (value === null ? '-' : formatElapsed(value, withFraction)));
  return { head, cells, align: 'right' };
}

export function hoursCells<T>(head: string, rows: readonly T[], micros: (row: T) => number): TextColumn {
  return { head, cells: rows.map((row) => (micros(row) / MICROS_PER_HOUR).toFixed(3)), align: 'right' };
}

export function localCells<T>(
  head: string,
  zone: string,
  rows: readonly T[],
  micros: (row: T) => number,
): TextColumn {
  const values = rows.map(micros);
  const withFraction = values.some((value) => value % MICROS_PER_SECOND !== 0);
  const cells = values.map((value) => formatLocal(value, zone, 'short', withFraction));
  return { head, cells, align: 'left' };
}

/** Aligned columns under their heads, indented by two blanks; no line where there is no row. */
export function formatTable(columns: readonly TextColumn[]): string[] {
  const rows = columns[0]?.cells.length ?? 0;
  if (rows === 0) return [];
  const padded = columns.map(({ head, cells, align }) => {
    const width = Math.max(head.length, ...cells.map((cell) => cell.length));
    return [head, ...cells].map((cell) => (align === 'left' ? cell.padEnd(width) : cell.padStart(width)));
  });
  return Array.from({ length: rows + 1 }, (_, row) =>
    `  ${padded.map((cells) => cells[row] ?? '').join('  ')}`.trimEnd(),
  );
}

/** `26:03:04.000005`: hours are not limited to a day. */
export function formatElapsed(micros: number, withFraction = micros % MICROS_PER_SECOND !== 0): string {
  const pad = (value: number, width: number) => String(value).padStart(width, '0');
  const hours = Math.floor(micros / MICROS_PER_HOUR);
  const minutes = Math.floor((micros % MICROS_PER_HOUR) / MICROS_PER_MINUTE);
  const seconds = Math.floor((micros % MICROS_PER_MINUTE) / MICROS_PER_SECOND);
  const whole = `${hours}:${pad(minutes, 2)}:${pad(seconds, 2)}`;
  return withFraction ? `${whole}.${pad(micros % MICROS_PER_SECOND, 6)}` : whole;
}

/** Local time with its offset from UTC: the offset distinguishes an hour that occurs twice. */
export function formatLocal(
  micros: number,
  zone: string,
  format: keyof typeof LOCAL_FORMATS,
  withFraction = micros % MICROS_PER_SECOND !== 0,
): string {
  const seconds = Math.floor(micros / MICROS_PER_SECOND);
  const local = DateTime.fromSeconds(seconds, { zone, locale: 'en' });
  const fraction = withFraction ? `.${String(micros - seconds * MICROS_PER_SECOND).padStart(6, '0')}` : '';
  return `${local.toFormat(LOCAL_FORMATS[format])}${fraction} ${local.toFormat('ZZ')}`;
}

/** Two decimals, as in the report's file. */
export function formatDecimal(micros: number, unit: 'minutes' | 'hours'): string {
  return formatHundredths(hundredthsOf(micros, unit === 'minutes' ? MICROS_PER_MINUTE : MICROS_PER_HOUR));
}
