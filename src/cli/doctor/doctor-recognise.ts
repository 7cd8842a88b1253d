import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { InputKind } from '../../contract/inputs';
import { readHeader } from '../../frames/files/read-header';
import { copyAsUtf8 } from '../../frames/files/utf8-copy';

/** What an ingestion would take a file for. @throws LoopwatchError FILE_REJECTED where that is nothing. */
export async function recognise(file: string): Promise<InputKind> {
  const aside = path.join(os.tmpdir(), `loopwatch-doctor-${randomUUID()}`);
  try {
    const copied = await copyAsUtf8(file, aside);
    return (await readHeader(copied ? aside : file)).header.kind;
  } finally {
    await rm(aside, { force: true });
  }
}
