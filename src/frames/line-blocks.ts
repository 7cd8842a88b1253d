import { createReadStream } from 'node:fs';

export const MAX_LINE_BYTES = 1_000_000;
const RAW_BYTES_KEPT = 2_000;
const NEWLINE = 0x0a;

export interface NumberedLine {
  readonly line: number;
  readonly raw: string;
}

/** Whole lines of a file. Line numbers count from 1; every line ends in a newline except perhaps the file's last. */
export interface LineBlock {
  readonly bytes: Buffer;
  readonly firstLine: number;
  /** Lines left out for their length, as empty lines in `bytes`. */
  readonly tooLong: readonly NumberedLine[];
  /** Where the last line that ends in a newline ends, in the file. */
  readonly end: FilePosition;
}

/** So many bytes and lines from the start of a file. */
export interface FilePosition {
  readonly bytes: number;
  readonly lines: number;
}

/**
 * Reads a UTF-8 file from a position on as blocks of whole lines, so that a file of any size needs the memory of one
 * block. A line above MAX_LINE_BYTES is replaced by an empty one and reported.
 */
export async function* readLineBlocks(
  path: string,
  from: FilePosition,
  blockBytes: number,
): AsyncGenerator<LineBlock> {
  let end = from;
  let read = from.bytes;
  let rest: Buffer = Buffer.alloc(0);
  let skipping = false;
  let tooLong: NumberedLine[] = [];
  for await (const chunk of createReadStream(path, { start: from.bytes, highWaterMark: blockBytes })) {
    let bytes: Buffer = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    read += chunk.length;
    if (skipping) {
      const newline = bytes.indexOf(NEWLINE);
      if (newline < 0) continue;
      bytes = bytes.subarray(newline);
      skipping = false;
    }
    const cut = bytes.lastIndexOf(NEWLINE) + 1;
    const whole = bytes.subarray(0, cut);
    rest = bytes.subarray(cut);
    if (whole.length > 0) {
      const firstLine = end.lines + 1;
      end = { bytes: read - rest.length, lines: end.lines + countNewlines(whole) };
      yield { ...withoutLongLines(whole, firstLine, tooLong), firstLine, end };
      tooLong = [];
    }
    if (rest.length > MAX_LINE_BYTES) {
      tooLong.push({ line: end.lines + 1, raw: rawText(rest) });
      rest = Buffer.alloc(0);
      skipping = true;
    }
  }
  if (rest.length > 0 || tooLong.length > 0) {
    const firstLine = end.lines + 1;
    yield { ...withoutLongLines(rest, firstLine, tooLong), firstLine, end };
  }
}

/** The start of a line as text for people, whatever its bytes are. */
export function rawText(bytes: Buffer): string {
  return bytes.subarray(0, RAW_BYTES_KEPT).toString('utf8').replace(/\r$/, '');
}

function countNewlines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) count++;
  return count;
}

function withoutLongLines(
  bytes: Buffer,
  firstLine: number,
  earlier: readonly NumberedLine[],
): Pick<LineBlock, 'bytes' | 'tooLong'> {
  const tooLong = [...earlier];
  if (bytes.length <= MAX_LINE_BYTES) return { bytes, tooLong };
  const kept: Buffer[] = [];
  let keptFrom = 0;
  let line = firstLine;
  for (let start = 0; start < bytes.length; line++) {
    const newline = bytes.indexOf(NEWLINE, start);
    const end = newline < 0 ? bytes.length : newline;
    if (end - start > MAX_LINE_BYTES) {
      tooLong.push({ line, raw: rawText(bytes.subarray(start, end)) });
      kept.push(bytes.subarray(keptFrom, start));
      keptFrom = end;
    }
    start = end + 1;
  }
  if (kept.length > 0) kept.push(bytes.subarray(keptFrom));
  return { bytes: kept.length > 0 ? Buffer.concat(kept) : bytes, tooLong };
}
