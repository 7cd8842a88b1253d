import { createReadStream } from 'node:fs';
import { z } from 'zod';
import { LoopwatchError } from '../../contract/errors';

const NEWLINE = 0x0a;
/** Far above what is ever written: only so much of a line is kept. */
const MAX_LINE_BYTES = 100_000;

const lineSchema = z.object({ line: z.number(), reason: z.string(), raw: z.string() });

export interface QuarantineLine {
  readonly line: number;
  readonly reason: string;
  readonly raw: string;
  /** Where it ends in the file, its newline included: the next one starts there. */
  readonly endByte: number;
}

/**
 * Reads the rows that were put aside, from the start of one of them on, in the memory of a few.
 * @throws LoopwatchError INVALID_INPUT where no row starts there; STORAGE_DAMAGED where the file is not as it was written.
 */
export async function* readQuarantineLines(path: string, fromByte: number): AsyncGenerator<QuarantineLine> {
  // The byte before is read too: it must be the newline of the row before.
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

/** At newlines alone: a raw row may hold characters that other readers take for the end of a line. */
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
  return new LoopwatchError('INVALID_INPUT', `No row in quarantine starts at byte ${fromByte}`);
}

function damaged(path: string, cause?: unknown): LoopwatchError {
  return new LoopwatchError(
    'STORAGE_DAMAGED',
    `The stored file ${path} does not hold rows in quarantine as they were written`,
    'Restore the data folder from its backup.',
    { cause },
  );
}
