import { type FileHandle, open } from 'node:fs/promises';

export const MAX_LINE_BYTES = 1_000_000;
const RAW_BYTES_KEPT = 2_000;
const NEWLINE = 0x0a;
const NO_BYTES = Buffer.alloc(0);

export interface NumberedLine {
  readonly line: number;
  readonly raw: string;
}

/** Whole lines of a file. Line numbers start at 1. Every line ends in a newline; the last of the file need not. */
export interface LineBlock {
  readonly bytes: Buffer;
  readonly firstLine: number;
  /** Lines above MAX_LINE_BYTES: `bytes` has empty lines in their place. */
  readonly tooLong: readonly NumberedLine[];
  /** The position in the file after the last line that ends in a newline. */
  readonly end: FilePosition;
  /** Whether it is the last line of the file, and has no newline. */
  readonly isOpenLine: boolean;
}

/** Counted from the start of the file. */
export interface FilePosition {
  readonly bytes: number;
  readonly lines: number;
}

/**
 * Reads a UTF-8 file from a position on as blocks of whole lines. A file of any size takes the memory of one block.
 * A line above MAX_LINE_BYTES is replaced by an empty one and reported.
 */
export async function* readLineBlocks(
  path: string,
  from: FilePosition,
  blockBytes: number,
): AsyncGenerator<LineBlock> {
  const file = await open(path);
  try {
    let end = from;
    let position = from.bytes;
    let size = blockBytes;
    let skipping = false;
    let tooLong: NumberedLine[] = [];
    for (let isLast = false; !isLast; ) {
      const read = await readAt(file, position, size);
      isLast = read.length < size;
      const start = skipping ? read.indexOf(NEWLINE) : 0;
      if (start < 0) {
        position += read.length;
        continue;
      }
      skipping = false;
      const cut = Math.max(start, read.lastIndexOf(NEWLINE) + 1);
      const rest = read.subarray(cut);
      position += cut;
      size = blockBytes;
      if (cut > start) {
        const block = toBlock(read.subarray(start, cut), end.lines + 1, tooLong);
        end = { bytes: position, lines: end.lines + block.lines };
        yield { ...block, end, isOpenLine: false };
        tooLong = [];
      }
      if (rest.length > MAX_LINE_BYTES) {
        tooLong.push({ line: end.lines + 1, raw: rawText(rest) });
        position += rest.length;
        skipping = true;
      } else if (isLast && (rest.length > 0 || tooLong.length > 0)) {
        if (tooLong.length > 0)
          yield { ...toBlock(NO_BYTES, end.lines + 1, tooLong), end, isOpenLine: false };
        if (rest.length > 0) yield { ...toBlock(rest, end.lines + 1, []), end, isOpenLine: true };
      } else if (cut === start) {
        size = 2 * read.length;
      }
    }
    if (skipping && tooLong.length > 0)
      yield { ...toBlock(NO_BYTES, end.lines + 1, tooLong), end, isOpenLine: false };
  } finally {
    await file.close();
  }
}

async function readAt(file: FileHandle, position: number, size: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafeSlow(size);
  let length = 0;
  while (length < size) {
    const { bytesRead } = await file.read(buffer, length, size - length, position + length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return buffer.subarray(0, length);
}

/** The start of a line as readable text, whatever its bytes are. */
export function rawText(bytes: Buffer): string {
  return bytes.subarray(0, RAW_BYTES_KEPT).toString('utf8').replace(/\r$/, '');
}

/** @returns the block of the bytes, and how many lines end in it. */
function toBlock(
  bytes: Buffer,
  firstLine: number,
  earlier: readonly NumberedLine[],
): Omit<LineBlock, 'end' | 'isOpenLine'> & { readonly lines: number } {
  const tooLong = [...earlier];
  const kept: Buffer[] = [];
  let keptFrom = 0;
  let lines = 0;
  for (let start = 0; start < bytes.length; ) {
    const newline = bytes.indexOf(NEWLINE, start);
    const end = newline < 0 ? bytes.length : newline;
    if (end - start > MAX_LINE_BYTES) {
      tooLong.push({ line: firstLine + lines, raw: rawText(bytes.subarray(start, end)) });
      kept.push(bytes.subarray(keptFrom, start));
      keptFrom = end;
    }
    if (newline >= 0) lines++;
    start = end + 1;
  }
  if (kept.length > 0) kept.push(bytes.subarray(keptFrom));
  return { bytes: kept.length > 0 ? Buffer.concat(kept) : bytes, firstLine, tooLong, lines };
}
