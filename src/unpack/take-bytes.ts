/** The first bytes of a stream; it reads no further. */
export async function takeBytes(chunks: AsyncIterable<Buffer>, bytes: number): Promise<Buffer> {
  const taken: Buffer[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    taken.push(chunk);
    length += chunk.length;
    if (length >= bytes) break;
  }
  return Buffer.concat(taken).subarray(0, bytes);
}
