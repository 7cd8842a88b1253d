import type { InputKind } from '../../contract/inputs';

interface ColumnFacts {
  /** Normalised header names that mean this column. */
  readonly names: readonly string[];
  /** Other spellings that people may read of, beside the usual one. */
  readonly also: readonly string[];
  /** A value as it can stand in the file. */
  readonly example: string;
}

/** A column that an input needs, by its usual name. */
export type InputColumn =
  | 'store_id'
  | 'status'
  | 'timestamp_utc'
  | 'day'
  | 'start_time_local'
  | 'end_time_local'
  | 'timezone_str';

const COLUMN_FACTS: Readonly<Record<InputColumn, ColumnFacts>> = {
  store_id: { names: ['storeid'], also: [], example: '8419537941919820732' },
  status: { names: ['status'], also: [], example: 'active' },
  timestamp_utc: { names: ['timestamputc'], also: [], example: '2023-01-22 12:09:39 UTC' },
  day: { names: ['day', 'dayofweek'], also: ['day_of_week'], example: '0 (Monday) to 6 (Sunday)' },
  start_time_local: { names: ['starttimelocal'], also: [], example: '09:00' },
  end_time_local: { names: ['endtimelocal'], also: [], example: '17:30' },
  timezone_str: { names: ['timezonestr'], also: [], example: 'America/New_York' },
};

/** The columns of each input, in the order of its table in docs/semantics.md. */
export const INPUT_COLUMNS: Readonly<Record<InputKind, readonly InputColumn[]>> = {
  polls: ['store_id', 'status', 'timestamp_utc'],
  hours: ['store_id', 'day', 'start_time_local', 'end_time_local'],
  timezones: ['store_id', 'timezone_str'],
};

const BY_NAME = new Map<string, InputColumn>(
  Object.values(INPUT_COLUMNS)
    .flat()
    .flatMap((column) => COLUMN_FACTS[column].names.map((name): [string, InputColumn] => [name, column])),
);

/** Removes from a header name what does not count: case, blanks, underscores, hyphens, invisible characters. */
export function normaliseHeader(name: string): string {
  return name.replace(/[\s_\p{Pd}\p{Cf}]+/gu, '').toLowerCase();
}

/** The column that a header name means; null: none that an input needs. */
export function inputColumn(name: string): InputColumn | null {
  return BY_NAME.get(normaliseHeader(name)) ?? null;
}

/** The column that a header name means but for signs and more words: `start_time_local (HH:MM)`; null: none. */
export function columnAtStart(name: string): InputColumn | null {
  const normal = normaliseHeader(name).replace(/[^\p{L}\p{N}]+/gu, '');
  const candidates = [...BY_NAME].filter(([known]) => normal.startsWith(known));
  const [longest] = candidates.sort(([left], [right]) => right.length - left.length);
  return longest?.[1] ?? null;
}

/** The column's names for people: `day (or day_of_week)`. */
export function columnWords(column: InputColumn): string {
  const { also } = COLUMN_FACTS[column];
  return also.length === 0 ? column : `${column} (or ${also.join(', ')})`;
}

export function columnExample(column: InputColumn): string {
  return COLUMN_FACTS[column].example;
}
