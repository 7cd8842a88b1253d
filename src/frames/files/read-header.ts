import { parse } from 'csv-parse/sync';
import type pl from 'nodejs-polars';
import { LoopwatchError } from '../../contract/errors';
import { type InputHeader, recogniseHeader } from '../../domain/log/input-rules';
import { type CellParser, cellParser } from './csv-cells';
import { type FilePosition, type LineBlock, readLineBlocks } from './line-blocks';

const HEAD_BYTES = 64 * 1024;
const BYTE_ORDER_MARK = /^\uFEFF/;
const SEPARATORS = [',', ';', '\t'] as const;

export interface FileHead {
  readonly header: InputHeader;
  readonly parseCells: CellParser;
  /** Whether it has exactly the input's columns, in the usual order, separated by commas. */
  readonly isPlain: boolean;
  /** Where the first line ends. A line without a newline is not counted: it can still grow. */
  readonly end: FilePosition;
  /** Cells of the header's width, without rows. */
  readonly noCells: () => pl.DataFrame;
}

/** @throws LoopwatchError FILE_REJECTED: empty, not text, a web page, or not the header of an input. */
export async function readHeader(path: string): Promise<FileHead> {
  const first = await firstBlock(path);
  const newline = first.bytes.indexOf('\n');
  const length = newline < 0 ? first.bytes.length : newline;
  const text = first.bytes
    .subarray(0, length)
    .toString('utf8')
    .replace(BYTE_ORDER_MARK, '')
    .replace(/\r$/, '');
  refuseWhatIsNoCsv(first, text);
  const separator = likeliestSeparator(text);
  const header = recogniseHeader(parseHeaderLine(text, separator));
  const parseCells = cellParser(header, separator);
  const nothing = { ...first, bytes: Buffer.alloc(0), tooLong: [] };
  return {
    header,
    parseCells,
    isPlain:
      separator === ',' &&
      header.width === header.positions.length &&
      header.positions.every((position, index) => position === index),
    end: newline < 0 ? { bytes: length, lines: 0 } : { bytes: length + 1, lines: 1 },
    noCells: () => parseCells(nothing).frame,
  };
}

async function firstBlock(path: string): Promise<LineBlock> {
  for await (const block of readLineBlocks(path, { bytes: 0, lines: 0 }, HEAD_BYTES)) return block;
  throw new LoopwatchError('FILE_REJECTED', 'the file is empty', 'Export it again, with its header.');
}

function refuseWhatIsNoCsv({ bytes, tooLong }: LineBlock, firstLine: string): void {
  if (/^\s*<(!doctype|html|\?xml|head|body)/i.test(bytes.subarray(0, 512).toString('utf8'))) {
    throw new LoopwatchError(
      'FILE_REJECTED',
      'the file is a web page, not a CSV',
      'Perhaps a log-in page was saved in its place: download the file again.',
    );
  }
  if (firstLine.includes('\0') || tooLong.some((long) => long.line === 1)) {
    throw new LoopwatchError('FILE_REJECTED', 'the file is not text', 'Export it as CSV (UTF-8).');
  }
  if (firstLine.includes('\r')) {
    throw new LoopwatchError(
      'FILE_REJECTED',
      'its lines end in carriage returns alone',
      'Save it with the line ends of Unix (LF) or Windows (CRLF).',
    );
  }
  if (firstLine.trim() === '') {
    throw new LoopwatchError(
      'FILE_REJECTED',
      'the first line is empty',
      'The first line must be the header.',
    );
  }
}

function likeliestSeparator(headerLine: string): string {
  const counts = SEPARATORS.map((separator) => headerLine.split(separator).length);
  return SEPARATORS[counts.indexOf(Math.max(...counts))] ?? ',';
}

function parseHeaderLine(text: string, separator: string): string[] {
  try {
    const records: string[][] = parse(text, { delimiter: separator, trim: true, relax_quotes: true });
    return records[0] ?? [];
  } catch (error) {
    throw new LoopwatchError(
      'FILE_REJECTED',
      `the header "${text.slice(0, 120)}" cannot be read`,
      'Write the column names separated by commas.',
      { cause: error },
    );
  }
}
