import { LoopwatchError } from '../../contract/errors';
import { byInputKind, INPUT_KINDS, type InputKind } from '../../contract/inputs';
import { VERSIONED_FACTS } from '../../contract/versioned-inputs';

/** The normalised header names that each input needs; the first of each list is the usual one. */
const COLUMNS: Readonly<Record<InputKind, readonly (readonly string[])[]>> = {
  polls: [['store_id'], ['status'], ['timestamp_utc']],
  hours: [['store_id'], ['day', 'dayofweek'], ['start_time_local'], ['end_time_local']],
  timezones: [['store_id'], ['timezone_str']],
};

/** The columns that distinguish the kinds: every kind has store ids. */
const DISTINCTIVE = byInputKind((kind) => COLUMNS[kind].flat().filter((name) => name !== 'store_id'));

export interface InputHeader {
  readonly kind: InputKind;
  /** The position of each needed column, in the order of the input's table in docs/semantics.md. */
  readonly positions: readonly number[];
  readonly width: number;
}

/** Removes blanks and upper case from a header name. */
export function normaliseHeader(name: string): string {
  return name.replace(/\s+/g, '').toLowerCase();
}

/** Whether a header has any column of an input: such a file is meant as an input, even if columns are missing. */
export function looksLikeInput(names: readonly string[]): boolean {
  const normal = names.map(normaliseHeader);
  return Object.values(DISTINCTIVE).some((columns) => columns.some((column) => normal.includes(column)));
}

/** The header of the generator's true timeline: it lies beside the inputs but is not an input. */
export const TRUTH_HEADER = ['store_id', 'up_from', 'up_to'] as const;

export function isTruthHeader(names: readonly string[]): boolean {
  return names.map(normaliseHeader).join(',') === TRUTH_HEADER.join(',');
}

/**
 * Recognises an input by its header names, in any order; ignores case, blanks and other columns.
 * @throws LoopwatchError FILE_REJECTED with the column that is missing or repeated.
 */
export function recogniseHeader(names: readonly string[]): InputHeader {
  const normal = names.map(normaliseHeader);
  const kind = likeliestKind(normal);
  if (!kind) {
    throw new LoopwatchError(
      'FILE_REJECTED',
      `the header "${names.join(',').slice(0, 120)}" is that of no input`,
      `Polls need ${INPUT_KINDS.map(columnsInWords).join('; ')}.`,
    );
  }
  return {
    kind,
    positions: COLUMNS[kind].map((aliases) => positionOf(normal, aliases, kind)),
    width: names.length,
  };
}

function columnsInWords(kind: InputKind): string {
  const columns = COLUMNS[kind].map(([usual]) => usual).join(', ');
  return kind === 'polls' ? columns : `${VERSIONED_FACTS[kind].name} ${columns}`;
}

function likeliestKind(normal: readonly string[]): InputKind | null {
  let best: InputKind | null = null;
  let bestCount = 0;
  for (const kind of INPUT_KINDS) {
    const count = DISTINCTIVE[kind].filter((column) => normal.includes(column)).length;
    if (count > bestCount) [best, bestCount] = [kind, count];
  }
  return best;
}

function positionOf(normal: readonly string[], aliases: readonly string[], kind: InputKind): number {
  const found = normal.flatMap((name, index) => (aliases.includes(name) ? [index] : []));
  const [position] = found;
  if (position === undefined || found.length > 1) {
    throw new LoopwatchError(
      'FILE_REJECTED',
      `the column ${aliases.join(' (or ')}${aliases.length > 1 ? ')' : ''} ${position === undefined ? 'is missing' : 'stands twice'} in this file of ${kind}`,
      `Its header is "${normal.join(',').slice(0, 120)}": name the columns as docs/semantics.md lists them.`,
    );
  }
  return position;
}

/** Reasons for quarantine. Do not change them lightly: people read them, and stored counts use them as keys. */
export const REASONS = {
  idMissing: 'store_id is missing',
  idBlanks: 'store_id holds blanks or unprintable characters',
  idNumber: 'store_id was turned into a number by a spreadsheet: format its column as plain text',
  idLong: 'store_id is longer than 200 characters',
  status: 'status is neither active nor inactive',
  timestamp: 'timestamp_utc is no UTC time',
  future: 'timestamp_utc lies in the future',
  day: 'day is none of 0 to 6',
  start: 'start_time_local is no time of day',
  end: 'end_time_local is no time of day',
  timezone: 'timezone_str is no IANA zone',
  extraFields: 'the row has more fields than the header',
  openQuote: 'a quote is never closed',
  nul: 'the line holds NUL bytes',
  encoding: 'the line is not UTF-8',
  longLine: 'the line is longer than 1 MB',
} as const;

/** In the regular-expression syntax of polars. */
export const STORE_ID_PATTERN = '^[^\\s\\x00-\\x1f\\x7f\\x{FFFD}]{1,200}$';
/** Matches `8.4E+18`, `8.4e18`, `8E+18` and `123.0`: the digits are lost, so the row cannot be used. */
export const NUMBER_ID_PATTERN = '^[+-]?(?:\\d+\\.\\d*|\\d+(?:\\.\\d+)?[eE]\\+\\d+|\\d+\\.\\d+[eE]\\d+)$';

const TIME_OF_DAY = /^(\d{1,2}):([0-5]\d)(?::([0-5]\d))?$/;

/** Seconds after midnight, or null. `24:00` may end a day, not start one. */
export function parseTimeOfDay(text: string, allowed: 'start' | 'end'): number | null {
  const match = TIME_OF_DAY.exec(text.trim());
  if (!match) return null;
  const seconds = Number(match[1]) * 3_600 + Number(match[2]) * 60 + Number(match[3] ?? 0);
  const limit = allowed === 'end' ? 86_400 : 86_399;
  return seconds <= limit ? seconds : null;
}

/** 0 = Monday … 6 = Sunday, or null. */
export function parseDay(text: string): number | null {
  return /^[0-6]$/.test(text.trim()) ? Number(text.trim()) : null;
}
