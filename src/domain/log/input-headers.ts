import { LoopwatchError } from '../../contract/errors';
import { INPUT_KINDS, type InputKind } from '../../contract/inputs';
import { VERSIONED_FACTS } from '../../contract/versioned-inputs';
import { visibleText } from '../text/visible-text';
import {
  columnAtStart,
  columnExample,
  columnWords,
  INPUT_COLUMNS,
  type InputColumn,
  inputColumn,
  normaliseHeader,
} from './input-columns';

export interface InputHeader {
  readonly kind: InputKind;
  /** The position of each needed column, in the order of the input's table in docs/semantics.md. */
  readonly positions: readonly number[];
  readonly width: number;
}

/** Tables of other things have columns of these names too. */
const COMMON: readonly InputColumn[] = ['status', 'day'];

/**
 * Whether a file is meant as an input, even if columns are missing: it has a column that only an input has, or store
 * ids and another column of an input.
 */
export function looksLikeInput(names: readonly string[]): boolean {
  const columns = names.flatMap((name) => inputColumn(name) ?? []);
  const hasIds = columns.includes('store_id');
  return columns.some((column) => column !== 'store_id' && (hasIds || !COMMON.includes(column)));
}

/** The header of the generator's true timeline: it lies beside the inputs but is not an input. */
export const TRUTH_HEADER = ['store_id', 'up_from', 'up_to'] as const;

export function isTruthHeader(names: readonly string[]): boolean {
  return names.map(normaliseHeader).join(',') === TRUTH_HEADER.map(normaliseHeader).join(',');
}

/**
 * Recognises an input by its header names, in any order and spelling; ignores other columns.
 * @param line the header as it is in the file.
 * @throws LoopwatchError FILE_REJECTED with the column that is missing or repeated.
 */
export function recogniseHeader(names: readonly string[], line = names.join(',')): InputHeader {
  const columns = names.map(inputColumn);
  const kind = likeliestKind(columns);
  if (!kind) {
    throw new LoopwatchError(
      'FILE_REJECTED',
      'its header is that of no input',
      `Polls need ${INPUT_KINDS.map(kindInWords).join('; ')}.`,
    );
  }
  const needed = INPUT_COLUMNS[kind];
  return {
    kind,
    positions: needed.map((column) => {
      const found = columns.flatMap((name, position) => (name === column ? [position] : []));
      const [position] = found;
      if (position === undefined) throw missing(column, kind, names, line);
      if (found.length > 1) throw repeated(column, kind, line);
      return position;
    }),
    width: names.length,
  };
}

function kindInWords(kind: InputKind): string {
  const columns = INPUT_COLUMNS[kind].join(', ');
  return kind === 'polls' ? columns : `${VERSIONED_FACTS[kind].name} ${columns}`;
}

function likeliestKind(columns: readonly (InputColumn | null)[]): InputKind | null {
  let best: InputKind | null = null;
  let bestCount = 0;
  for (const kind of INPUT_KINDS) {
    // Every kind has store ids: they say nothing.
    const telling = INPUT_COLUMNS[kind].filter((column) => column !== 'store_id');
    const count = telling.filter((column) => columns.includes(column)).length;
    if (count > bestCount) [best, bestCount] = [kind, count];
  }
  return best;
}

function missing(
  column: InputColumn,
  kind: InputKind,
  names: readonly string[],
  line: string,
): LoopwatchError {
  const longer = names.find((name) => inputColumn(name) === null && columnAtStart(name) === column);
  const what =
    longer === undefined
      ? `Add the column, with values such as ${columnExample(column)}.`
      : `Write the column's name alone, "${column}" in place of "${visibleText(longer)}".`;
  return new LoopwatchError(
    'FILE_REJECTED',
    `the column ${columnWords(column)} is missing in this file of ${kind}`,
    `Its header is "${visibleText(line)}". ${what}`,
    { about: kind },
  );
}

function repeated(column: InputColumn, kind: InputKind, line: string): LoopwatchError {
  return new LoopwatchError(
    'FILE_REJECTED',
    `the column ${columnWords(column)} stands twice in this file of ${kind}`,
    `Its header is "${visibleText(line)}". Keep one of the two.`,
    { about: kind },
  );
}
