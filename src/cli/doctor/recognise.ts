import { randomUUID } from 'node:crypto';
import os from 'node:os';
import path from 'node:path';
import type { InputKind } from '../../contract/inputs';
import { openText } from '../../frames/files/open-text';
import { readHeader } from '../../frames/files/read-header';

/** The kind of input that an ingestion would see in a file. @throws LoopwatchError FILE_REJECTED where it is none. */
export async function recognise(file: string, sheet: string | null): Promise<InputKind> {
  const text = await openText(file, sheet, path.join(os.tmpdir(), `loopwatch-doctor-${randomUUID()}`));
  try {
    return (await readHeader(text.path)).header.kind;
  } finally {
    await text.remove();
  }
}
