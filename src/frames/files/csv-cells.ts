import { isAscii } from 'node:buffer';
import pl from 'nodejs-polars';
import type { InputHeader } from '../../domain/log/input-headers';
import { REASONS } from '../../domain/log/quarantine-reasons';
import { TRIMMED_PATTERN } from '../../domain/log/store-ids';
import { lazy } from './lazy';
import { type LineBlock, rawText } from './line-blocks';
import { type BadLine, repairLines, splitLines } from './repair-lines';

/** Text cells of one block: the columns `c0`, `c1`, … in the input's order, `extra`, and `line`, the line number. */
export interface Cells {
  readonly frame: pl.DataFrame;
  readonly bad: readonly BadLine[];
  /** The text of a bad line. */
  readonly rawLine: (line: number) => string;
  /** What can be told of a line that is no CSV. */
  readonly cellsOfLine: (raw: string) => LooseCells;
  /** Whether the store id is the first field of a row. */
  readonly idIsFirst: boolean;
}

export interface LooseCells {
  /** null: it cannot be told for certain. */
  readonly storeId: string | null;
  /** Whether other needed cells hold something. */
  readonly holdsMore: boolean;
}

export type CellParser = (block: Omit<LineBlock, 'end'>) => Cells;

/** Makes a parser of line blocks into trimmed text cells. It drops blank lines and judges nothing. */
export function cellParser(header: InputHeader, separator: string): CellParser {
  const hasContent = lazy(() => isBlank(header).not());
  // Only text beyond ASCII has invisible characters, and this trimming is slow.
  const ofAscii = lazy(() => columnsOf(header, (cell) => cell.str.strip()));
  const ofAny = lazy(() => columnsOf(header, (cell) => cell.str.replaceAll(TRIMMED_PATTERN, '')));
  return (block) => {
    const columns = isAscii(block.bytes) ? ofAscii() : ofAny();
    const repaired = repairLines(block.bytes, block.firstLine, separator, header.width);
    const line = pl.col('line').cast(pl.Float64).add(pl.lit(block.firstLine)).alias('line');
    const cells = readCells(repaired.bytes, header.width, separator)
      .withRowCount('line')
      .select(line, ...columns);
    let lines: Buffer[] | null = null;
    return {
      frame: cells.filter(hasContent()).drop('bare'),
      bad: [...block.tooLong.map((long) => ({ ...long, reason: REASONS.longLine })), ...repaired.bad],
      rawLine: (number) => {
        lines ??= splitLines(block.bytes);
        return rawText(lines[number - block.firstLine] ?? Buffer.alloc(0));
      },
      cellsOfLine: (raw) => looseCells(raw, header, separator),
      idIsFirst: header.positions[0] === 0,
    };
  };
}

const CERTAIN_ID = /^(?!\d+\.)[0-9A-Za-z_-]{1,64}$/;

/** Splits a line at each separator, as quotes in it make no sense. */
function looseCells(raw: string, { positions }: InputHeader, separator: string): LooseCells {
  const fields = raw.split(separator).map((field) => field.trim());
  const [idAt = 0, ...others] = positions;
  const storeId = fields[idAt] ?? '';
  const isCertain = CERTAIN_ID.test(storeId) && !fields.slice(0, idAt).some((field) => field.includes('"'));
  return {
    storeId: isCertain ? storeId : null,
    holdsMore: others.some((position) => (fields[position] ?? '') !== ''),
  };
}

function columnsOf(header: InputHeader, trimmed: (cell: pl.Expr) => pl.Expr): readonly pl.Expr[] {
  return [
    ...header.positions.map((position, index) =>
      trimmed(pl.col(`f${position}`))
        .fillNull(pl.lit(''))
        .alias(`c${index}`),
    ),
    pl.col('extra').isNotNull().alias('extra'),
    otherCellsMissing(header).alias('bare'),
  ];
}

function isBlank(header: InputHeader): pl.Expr {
  const empty = header.positions.map((_, index) => pl.col(`c${index}`).eq(pl.lit('')));
  return empty.reduce((left, right) => left.and(right), pl.col('bare').and(pl.col('extra').not()));
}

/** Whether a row is empty in the columns that the input does not need. */
function otherCellsMissing(header: InputHeader): pl.Expr {
  return Array.from({ length: header.width }, (_, position) => position)
    .filter((position) => !header.positions.includes(position))
    .map((position) => pl.col(`f${position}`).isNull())
    .reduce((left, right) => left.and(right), pl.lit(true));
}

function readCells(bytes: Buffer, width: number, separator: string): pl.DataFrame {
  const names = Array.from({ length: width }, (_, index) => `f${index}`);
  const schema = Object.fromEntries([...names, 'extra'].map((name) => [name, pl.Utf8]));
  if (bytes.length === 0)
    return pl.DataFrame(Object.fromEntries(Object.keys(schema).map((n) => [n, pl.Series(n, [], pl.Utf8)])));
  return pl.readCSV(bytes, {
    hasHeader: false,
    schema,
    inferSchemaLength: 0,
    truncateRaggedLines: true,
    sep: separator,
  });
}
