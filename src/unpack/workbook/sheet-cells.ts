import { inputColumn } from '../../domain/log/input-columns';
import { csvCell } from '../../domain/text/csv-cell';

const DAY_MILLIS = 86_400_000;
const DAY_SECONDS = 86_400;
const MAX_TIME_DAYS = 2;
/** Spreadsheets count days from 1899-12-30. */
const EPOCH_MILLIS = Date.UTC(1899, 11, 30);
const LAST_SERIAL = 2_958_466;

type CellReader = (cell: unknown) => string;

/** What to add to a day of a workbook that counts from 1904. */
export const DAYS_FROM_1900_TO_1904 = 1_462;

/**
 * For each column, how its cells become CSV fields; the column's name decides.
 * @param days what to add to the number of a day, where the spreadsheet counts from another day.
 */
export function cellReaders(header: readonly unknown[], days = 0): CellReader[] {
  return header.map((name) => {
    switch (inputColumn(String(name))) {
      case 'store_id':
        return idText;
      case 'timestamp_utc':
        return (cell) => instantText(cell, days);
      case 'start_time_local':
      case 'end_time_local':
        return timeOfDayText;
      default:
        return plainText;
    }
  });
}

/** A row as a line of CSV; an empty row as an empty line. */
export function rowLine(row: readonly unknown[], readers: readonly CellReader[]): string {
  if (row.length === 0) return '\n';
  const width = Math.max(row.length, readers.length);
  const fields = Array.from({ length: width }, (_, index) =>
    csvCell((readers[index] ?? plainText)(row[index] ?? '')),
  );
  return `${fields.join(',')}\n`;
}

function plainText(cell: unknown): string {
  return typeof cell === 'string' ? cell : String(cell ?? '');
}

/** A number above 2^53 has lost digits: write it with an exponent, so that its row is quarantined with the remedy. */
function idText(cell: unknown): string {
  if (typeof cell !== 'number') return plainText(cell);
  return Number.isSafeInteger(cell) ? String(cell) : cell.toExponential();
}

/** A date cell has a wall-clock time without a zone; the column's name says that it is UTC. */
function instantText(cell: unknown, days: number): string {
  if (typeof cell !== 'number' || cell < 1 || cell + days >= LAST_SERIAL) return plainText(cell);
  // Spreadsheets store milliseconds.
  const instant = new Date(EPOCH_MILLIS + Math.round((cell + days) * DAY_MILLIS));
  return instant.toISOString().replace('T', ' ').replace('Z', ' UTC');
}

/** A time cell is a fraction of a day; an end on the next day is more than a day. A 2 can also be an hour. */
function timeOfDayText(cell: unknown): string {
  if (typeof cell !== 'number' || cell < 0 || cell >= MAX_TIME_DAYS) return plainText(cell);
  const seconds = Math.round(cell * DAY_SECONDS);
  const units = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  return units.map((unit) => String(unit).padStart(2, '0')).join(':');
}
