import { createReadStream } from 'node:fs';
import { z } from 'zod';
import { LoopwatchError } from '../../contract/errors';

const NEWLINE = 0x0a;
/** Far longer than any line that is written: raw rows are cut. */
const MAX_LINE_BYTES = 100_000;

const lineSchema = z.object({ line: z.number(), reason: z.string(), raw: z.string() });

export interface QuarantineLine {
  readonly line: number;
  readonly reason: string;
  readonly raw: string;
  /** The end of the line in the file, with its newline: the next line starts there. */
  readonly endByte: number;
}

/**
 * Reads quarantined rows from the given byte on, with only a few in memory.
 * @throws LoopwatchError INVALID_INPUT when no row starts at that byte; STORAGE_DAMAGED when the file is damaged.
 */
export async function* readQuarantineLines(path: string, fromByte: number): AsyncGenerator<QuarantineLine> {
  // Also read the byte before: it must be the newline of the previous row.
  let start = Math.max(0, fromByte - 1);
  let isChecked = fromByte === 0;
  for await (const bytes of splitLines(path, start)) {
    start += bytes.length;
    if (isChecked) yield { ...parseLine(bytes, path), endByte: start };
    else if (bytes.length > 1) throw noRowThere(fromByte);
    isChecked = true;
  }
  if (!isChecked) throw noRowThere(fromByte);
}

/** Splits at `\n` only: a raw row may hold other characters that line readers treat as line ends. */
async function* splitLines(path: string, start: number): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { start })) {
    let bytes: Buffer = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE)) {
      yield bytes.subarray(0, end + 1);
      bytes = bytes.subarray(end + 1);
    }
    if (bytes.length > MAX_LINE_BYTES) throw damaged(path);
    rest = bytes;
  }
  if (rest.length > 0) throw damaged(path);
}

function parseLine(bytes: Buffer, path: string): z.output<typeof lineSchema> {
  try {
    return lineSchema.parse(JSON.parse(bytes.toString('utf8')));
  } catch (error) {
    throw damaged(path, error);
  }
}

function noRowThere(fromByte: number): LoopwatchError {
  return new LoopwatchError('INVALID_INPUT', `No quarantined row starts at byte ${fromByte}`);
}

function damaged(path: string, cause?: unknown): LoopwatchError {
  return new LoopwatchError(
    'STORAGE_DAMAGED',
    `The stored file ${path} of quarantined rows is damaged`,
    'Restore the data folder from its backup.',
    { cause },
  );
}
