import { parse } from 'csv-parse/sync';
import type pl from 'nodejs-polars';
import { LoopwatchError } from '../../contract/errors';
import { type FoundHeader, findHeader, SEPARATORS } from '../../domain/log/find-header';
import { type InputHeader, looksLikeInput, recogniseHeader } from '../../domain/log/input-headers';
import { MAX_COLUMNS, MAX_HEADER_BYTES } from '../../domain/log/input-limits';
import { visibleText } from '../../domain/text/visible-text';
import { type CellParser, cellParser } from './csv-cells';
import { type FilePosition, type LineBlock, MAX_LINE_BYTES, readLineBlocks } from './line-blocks';
import { splitLines } from './repair-lines';

const HEAD_BYTES = 64 * 1024;
/** How far below a title the header is searched for, to name its line. */
const MAX_TITLE_LINES = 30;
const PIPE = '|';
const KEEP_COLUMNS = 'Keep only the columns of polls, menu hours or timezones: docs/semantics.md lists them.';
const WEB_PAGE = /^\s*<(!doctype|html|\?xml|head|body|table|meta)/i;

export interface FileHead {
  readonly header: InputHeader;
  readonly parseCells: CellParser;
  /** Whether it has exactly the input's columns, in the usual order, separated by commas. */
  readonly isPlain: boolean;
  /** Where the header ends. Its line is not counted without a newline: it can still grow. */
  readonly end: FilePosition;
  /** Cells of the header's width, without rows. */
  readonly noCells: () => pl.DataFrame;
}

/** @throws LoopwatchError FILE_REJECTED: empty, not text, a web page, or not the header of an input. */
export async function readHeader(path: string): Promise<FileHead> {
  const first = await firstBlock(path);
  const lines = splitLines(first.bytes).map((line) => line.toString('utf8'));
  const found = findHeader(lines);
  refuseWhatIsNoCsv(first, found);
  const header = headerOf(found, lines);
  const parseCells = cellParser(header.input, header.separator);
  const nothing = { ...first, bytes: Buffer.alloc(0), tooLong: [] };
  return {
    header: header.input,
    parseCells,
    isPlain:
      header.separator === ',' &&
      header.input.width === header.input.positions.length &&
      header.input.positions.every((position, index) => position === index),
    end: endOf(first.bytes, found.line),
    noCells: () => parseCells(nothing).frame,
  };
}

async function firstBlock(path: string): Promise<LineBlock> {
  for await (const block of readLineBlocks(path, { bytes: 0, lines: 0 }, HEAD_BYTES)) return block;
  throw new LoopwatchError('FILE_REJECTED', 'the file is empty', 'Export it again, with its header.');
}

/** The end of the line of that number, counted from 0. */
function endOf(bytes: Buffer, line: number): FilePosition {
  let end = 0;
  for (let ended = 0; ended <= line; ended++) {
    const newline = bytes.indexOf('\n', end);
    if (newline < 0) return { bytes: bytes.length, lines: 0 };
    end = newline + 1;
  }
  return { bytes: end, lines: line + 1 };
}

function refuseWhatIsNoCsv(
  { bytes, tooLong }: LineBlock,
  found: FoundHeader | null,
): asserts found is FoundHeader {
  if (WEB_PAGE.test(bytes.subarray(0, 512).toString('utf8'))) {
    throw new LoopwatchError(
      'FILE_REJECTED',
      'the file is a web page, not a CSV',
      'Perhaps a log-in page was saved in its place: download the file again.',
    );
  }
  const longLine = tooLong.find(({ line }) => line <= (found?.line ?? 0) + 1);
  if ((longLine?.raw ?? found?.text)?.includes('\0')) {
    throw new LoopwatchError('FILE_REJECTED', 'the file is not text', 'Export it as CSV (UTF-8).');
  }
  if (longLine) throw tooLongHeader(`more than ${figure(MAX_LINE_BYTES)}`);
  if (found === null) {
    throw new LoopwatchError(
      'FILE_REJECTED',
      'the file has no header: its lines are blank',
      'Export it again, with its header.',
    );
  }
  if (found.text.includes('\r')) {
    throw new LoopwatchError(
      'FILE_REJECTED',
      'its lines end in carriage returns alone',
      'Save it with the line ends of Unix (LF) or Windows (CRLF).',
    );
  }
  const headerBytes = Buffer.byteLength(found.text);
  if (headerBytes > MAX_HEADER_BYTES) throw tooLongHeader(figure(headerBytes));
}

function tooLongHeader(bytes: string): LoopwatchError {
  return new LoopwatchError(
    'FILE_REJECTED',
    `its header has ${bytes} bytes: at most ${figure(MAX_HEADER_BYTES)} are read`,
    KEEP_COLUMNS,
  );
}

function figure(count: number): string {
  return count.toLocaleString('en');
}

interface SeparatedHeader {
  readonly input: InputHeader;
  readonly separator: string;
}

function headerOf(found: FoundHeader, lines: readonly string[]): SeparatedHeader {
  const separator = found.separator ?? likeliestSeparator(found.text);
  if (![...SEPARATORS, PIPE].includes(separator)) {
    throw new LoopwatchError(
      'FILE_REJECTED',
      `its line "sep=${visibleText(separator)}" sets a separator that is not read`,
      'Separate the columns by commas, semicolons or tabs.',
    );
  }
  const names = parseHeaderLine(found.text, separator);
  if (names.length > MAX_COLUMNS) {
    throw new LoopwatchError(
      'FILE_REJECTED',
      `its header has ${figure(names.length)} columns: at most ${figure(MAX_COLUMNS)} are read`,
      KEEP_COLUMNS,
    );
  }
  if (!looksLikeInput(names)) refuseOtherHeader(found, lines);
  return { input: recogniseHeader(names, found.text), separator };
}

function likeliestSeparator(headerLine: string): string {
  const counts = SEPARATORS.map((separator) => headerLine.split(separator).length);
  return SEPARATORS[counts.indexOf(Math.max(...counts))] ?? ',';
}

/** Names what the file lacks, where it can be seen; else the header itself is named as that of no input. */
function refuseOtherHeader({ line, text }: FoundHeader, lines: readonly string[]): void {
  if (looksLikeInput(text.split(PIPE))) {
    throw new LoopwatchError(
      'FILE_REJECTED',
      `its columns are separated by "${PIPE}"`,
      'Separate them by commas, semicolons or tabs, or write the line sep=| above the header.',
    );
  }
  const below = lines.slice(line + 1, line + MAX_TITLE_LINES);
  const header = below.findIndex((other) => looksLikeInput(other.split(likeliestSeparator(other))));
  if (header < 0) return;
  throw new LoopwatchError(
    'FILE_REJECTED',
    `its line ${line + 1}, "${visibleText(text)}", stands above the header`,
    `Line ${line + 2 + header} looks like the header: delete the lines above it.`,
  );
}

function parseHeaderLine(text: string, separator: string): string[] {
  try {
    const records: string[][] = parse(text, { delimiter: separator, trim: true, relax_quotes: true });
    return records[0] ?? [];
  } catch (error) {
    throw new LoopwatchError(
      'FILE_REJECTED',
      'its header cannot be read',
      'Write the column names separated by commas.',
      { cause: error },
    );
  }
}
