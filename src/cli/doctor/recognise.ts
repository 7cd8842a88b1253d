import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { InputKind } from '../../contract/inputs';
import { readHeader } from '../../frames/files/read-header';
import { copyAsUtf8 } from '../../frames/files/utf8-copy';

/** The kind of input that an ingestion would see in a file. @throws LoopwatchError FILE_REJECTED where it is none. */
export async function recognise(file: string): Promise<InputKind> {
  const copy = path.join(os.tmpdir(), `loopwatch-doctor-${randomUUID()}`);
  try {
    const copied = await copyAsUtf8(file, copy);
    return (await readHeader(copied ? copy : file)).header.kind;
  } finally {
    await rm(copy, { force: true });
  }
}
