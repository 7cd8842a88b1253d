import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/** The first bytes of a file. A pipe in its place does not make it wait. */
export async function readHead(path: string, bytes: number): Promise<Buffer> {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
