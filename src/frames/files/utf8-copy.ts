import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

type Utf16 = 'utf-16le' | 'utf-16be';

/**
 * Copies a UTF-16 file as UTF-8: some spreadsheets save UTF-16, with a byte-order mark.
 * @returns whether it made a copy.
 */
export async function copyAsUtf8(path: string, copyPath: string): Promise<boolean> {
  const encoding = await utf16Of(path);
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

async function utf16Of(path: string): Promise<Utf16 | null> {
  for await (const chunk of createReadStream(path, { end: 1 })) {
    const [first, second] = Buffer.from(chunk);
    if (first === 0xff && second === 0xfe) return 'utf-16le';
    if (first === 0xfe && second === 0xff) return 'utf-16be';
  }
  return null;
}
