import { isAscii } from 'node:buffer';
import pl from 'nodejs-polars';
import { lazy } from '../../domain/lazy';
import type { InputHeader } from '../../domain/log/input-headers';
import { REASONS } from '../../domain/log/quarantine-reasons';
import { TRIMMED_PATTERN } from '../../domain/log/store-ids';
import { floatColumn } from '../columns-io';
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
  const hasContent = lazy(() => hasNeededCells(header));
  const isBlankLine = blankLine(separator);
  // Only text beyond ASCII has invisible characters, and this trimming is slow.
  const ofAscii = lazy(() => columnsOf(header, (cell) => cell.str.strip()));
  const ofAny = lazy(() => columnsOf(header, (cell) => cell.str.replaceAll(TRIMMED_PATTERN, '')));
  return (block) => {
    const columns = isAscii(block.bytes) ? ofAscii() : ofAny();
    const repaired = repairLines(block.bytes, block.firstLine, separator, header.width);
    const line = pl.col('line').cast(pl.Float64).add(pl.lit(block.firstLine)).alias('line');
    const cells = readCells(repaired.bytes, header, separator)
      .withRowCount('line')
      .select(line, ...columns);
    const rawLines = lazy(() => splitLines(block.bytes));
    // Lines that went to quarantine are empty here.
    const readLines = lazy(() => splitLines(repaired.bytes));
    const isBlank = (number: number) =>
      isBlankLine.test(readLines()[number - block.firstLine]?.toString('utf8') ?? '');
    return {
      frame:
        header.width === header.positions.length
          ? cells.filter(hasContent())
          : dropBlank(cells, hasContent(), isBlank),
      bad: [...block.tooLong.map((long) => ({ ...long, reason: REASONS.longLine })), ...repaired.bad],
      rawLine: (number) => rawText(rawLines()[number - block.firstLine] ?? Buffer.alloc(0)),
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
  ];
}

/** Whether a row holds something in the columns that the input needs, or beyond the header's. */
function hasNeededCells(header: InputHeader): pl.Expr {
  const filled = header.positions.map((_, index) => pl.col(`c${index}`).neq(pl.lit('')));
  return filled.reduce((left, right) => left.or(right), pl.col('extra'));
}

function blankLine(separator: string): RegExp {
  return new RegExp(`^[\\s\\p{Cf}"${separator === '|' ? '\\|' : separator}]*$`, 'u');
}

/**
 * Drops blank lines of a file that has more columns than the input needs. Few rows lack all needed cells. Their lines are
 * looked at one by one: an expression over the other columns would have the size that the file gives it.
 */
function dropBlank(
  cells: pl.DataFrame,
  hasContent: pl.Expr,
  isBlank: (line: number) => boolean,
): pl.DataFrame {
  const bare = floatColumn(cells.filter(hasContent.not()), 'line');
  const blank = bare.filter(isBlank);
  if (blank.length === 0) return cells;
  return cells.join(pl.DataFrame([pl.Series('line', blank, pl.Float64)]), { on: 'line', how: 'anti' });
}

/** Reads only the columns that the input needs, `f0`, `f1`, … by their positions, and `extra`. */
function readCells(bytes: Buffer, { width, positions }: InputHeader, separator: string): pl.DataFrame {
  const needed = [...positions.map((position) => `f${position}`), 'extra'];
  if (bytes.length === 0)
    return pl.DataFrame(Object.fromEntries(needed.map((name) => [name, pl.Series(name, [], pl.Utf8)])));
  const names = Array.from({ length: width }, (_, index) => `f${index}`);
  return pl.readCSV(bytes, {
    hasHeader: false,
    schema: Object.fromEntries([...names, 'extra'].map((name) => [name, pl.Utf8])),
    columns: needed,
    inferSchemaLength: 0,
    truncateRaggedLines: true,
    sep: separator,
  });
}
