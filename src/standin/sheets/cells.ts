import { DateTime } from 'luxon';

/** A date-time of Sheets: days since 1899-12-30 in the spreadsheet's zone, and its format. */
export interface DateTimeCell {
  readonly serial: number;
  /** A format of luxon. */
  readonly pattern: string;
}

/** A number is already a double, whatever the user typed; null is an empty cell. */
export type Cell = string | number | boolean | DateTimeCell | null;

export const VALUE_RENDER_OPTIONS = ['FORMATTED_VALUE', 'UNFORMATTED_VALUE'] as const;
export const DATE_TIME_RENDER_OPTIONS = ['SERIAL_NUMBER', 'FORMATTED_STRING'] as const;

export interface Rendering {
  readonly value: (typeof VALUE_RENDER_OPTIONS)[number];
  readonly dateTime: (typeof DATE_TIME_RENDER_OPTIONS)[number];
}

const SERIAL_EPOCH_MS = Date.UTC(1899, 11, 30);
const DAY_MS = 86_400_000;
/** From this number on, the automatic format uses an exponent. */
const FIRST_SHOWN_WITH_EXPONENT = 1e15;
const LAST_SHOWN_WITH_EXPONENT = 1e-4;

/** @param local wall-clock time without a zone, such as `2023-01-24T09:06:42` */
export function dateTimeCell(local: string, pattern = 'yyyy-MM-dd H:mm:ss'): DateTimeCell {
  const ms = DateTime.fromISO(local, { zone: 'utc' }).toMillis();
  return { serial: (ms - SERIAL_EPOCH_MS) / DAY_MS, pattern };
}

export function renderCell(cell: Cell, rendering: Rendering): string | number | boolean {
  if (cell === null) return '';
  if (rendering.value === 'FORMATTED_VALUE') return showCell(cell);
  if (typeof cell !== 'object') return cell;
  return rendering.dateTime === 'SERIAL_NUMBER' ? cell.serial : showDateTime(cell);
}

/** The text that the grid shows. */
export function showCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return cell;
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE';
  return typeof cell === 'number' ? showNumber(cell) : showDateTime(cell);
}

function showNumber(value: number): string {
  const size = Math.abs(value);
  if (size >= FIRST_SHOWN_WITH_EXPONENT || (size > 0 && size < LAST_SHOWN_WITH_EXPONENT)) {
    const [mantissa = '', exponent = ''] = value.toExponential(5).split('e');
    const digits = exponent.slice(1).padStart(2, '0');
    return `${Number(mantissa)}E${exponent.startsWith('-') ? '-' : '+'}${digits}`;
  }
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(10)));
}

function showDateTime({ serial, pattern }: DateTimeCell): string {
  // A double of days is accurate only to a microsecond.
  const ms = Math.round(serial * DAY_MS) + SERIAL_EPOCH_MS;
  return DateTime.fromMillis(ms, { zone: 'utc' }).toFormat(pattern);
}
