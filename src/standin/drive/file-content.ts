import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';

/** Bytes, text, or a file on disk that is too large for memory. */
export type ContentInput =
  | Buffer
  | string
  | { readonly path: string; readonly md5: string; readonly size: number };

export interface FileContent {
  /** In hexadecimal. */
  readonly md5: string;
  readonly size: number;
  /** The bytes from the given position to the end. */
  open(from: number): Readable | Iterable<Buffer>;
}

const CHUNK_BYTES = 65_536;

export function fileContent(input: ContentInput): FileContent {
  if (typeof input === 'object' && 'path' in input)
    return { md5: input.md5, size: input.size, open: (start) => createReadStream(input.path, { start }) };
  const bytes = Buffer.from(input);
  return {
    md5: createHash('md5').update(bytes).digest('hex'),
    size: bytes.length,
    open: (from) => chunks(bytes, from),
  };
}

function* chunks(bytes: Buffer, from: number): Iterable<Buffer> {
  for (let at = from; at < bytes.length; at += CHUNK_BYTES) yield bytes.subarray(at, at + CHUNK_BYTES);
}
