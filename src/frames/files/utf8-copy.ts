import { createReadStream, createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

type Utf16 = 'utf-16le' | 'utf-16be';

const LOOK_BYTES = 1_024;
const MIN_BYTES = 16;
/** At least so many characters have a NUL byte on one side, as separators, digits and the names of columns have. */
const PLAIN_SHARE = 0.7;
/** At most so many have one on the other side, as few letters of other scripts have. */
const ODD_SHARE = 0.1;

/**
 * Copies a UTF-16 file as UTF-8: some spreadsheets and databases save UTF-16, most with a byte-order mark.
 * @returns whether it made a copy.
 */
export async function copyAsUtf8(path: string, copyPath: string): Promise<boolean> {
  const encoding = utf16Of(await firstBytes(path));
  if (!encoding) return false;
  const decoder = new TextDecoder(encoding);
  await pipeline(
    createReadStream(path),
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
      yield decoder.decode();
    },
    createWriteStream(copyPath),
  );
  return true;
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(LOOK_BYTES), 0, LOOK_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Without a byte-order mark, NUL bytes at nearly every second place tell. */
function utf16Of(bytes: Buffer): Utf16 | null {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (bytes.length < MIN_BYTES) return null;
  const isNul = Array.from(bytes, (byte) => byte === 0);
  const nulsAt = (parity: 0 | 1) => isNul.filter((nul, at) => nul && at % 2 === parity).length;
  const [even, odd] = [nulsAt(0), nulsAt(1)];
  const characters = bytes.length / 2;
  const [enough, few] = [PLAIN_SHARE * characters, ODD_SHARE * characters];
  if (odd >= enough && even <= few) return 'utf-16le';
  return even >= enough && odd <= few ? 'utf-16be' : null;
}
