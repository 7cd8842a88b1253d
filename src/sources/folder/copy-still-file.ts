import { createHash } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { copyFile, open, truncate } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { LoopwatchError } from '../../contract/errors';
import { formatOf } from '../../unpack/file-format';
import { readHead } from '../../unpack/read-head';
import { judgeStart } from '../judge-start';
import { isSameLook, type Look, lookAt } from './look-at';

const HEAD_BYTES = 4_096;
const CHUNK_BYTES = 64 * 1024;
const NEWLINE = 0x0a;
const RETRY_MILLIS = 2_000;

export interface StillFile {
  readonly from: string;
  readonly name: string;
  /** What the listing saw: the first look. */
  readonly listedFingerprint: string;
  /** Waits until two looks are far enough apart; the listing was one of them if nothing has changed since. */
  readonly pause: (isAsListed: boolean) => Promise<void>;
}

/**
 * Copies a file that is still: two looks at it are equal. Of polls that grow meanwhile it copies the whole lines so far.
 * @throws LoopwatchError SOURCE_BUSY while the file changes; errors of the system as they are.
 */
export async function copyStillFile({ from, name, listedFingerprint, pause }: StillFile, toPath: string) {
  const before = await lookAt(from);
  if (before.type !== 'file') throw new Error(`it is a ${before.type}`);
  await copyFile(from, toPath, constants.COPYFILE_FICLONE);
  const head = await readHead(toPath, HEAD_BYTES);
  const start = formatOf(head) === 'text' ? judgeStart(head) : null;
  const growsByLines = start?.isInput === true && start.isPolls && !head.includes(0);
  let after = await lookAt(from);
  if (isSameLook(before, after)) {
    const isAsListed = after.fingerprint === listedFingerprint;
    const isWhole = start === null || (await endsInNewline(toPath));
    if (isWhole && (isAsListed || growsByLines)) return;
    await pause(isAsListed);
    after = await lookAt(from);
    if (isSameLook(before, after)) return;
  }
  if (growsByLines && (await hasGrown(from, toPath, before, after))) {
    if (await cutToWholeLines(toPath, before.sizeBytes)) return;
  }
  throw new LoopwatchError(
    'SOURCE_BUSY',
    `${name} is being written just now`,
    'It is read once it is still.',
    {
      retryAfterMillis: RETRY_MILLIS,
    },
  );
}

/** Whether the file only got longer: what it had before is still there, and is in the copy. */
async function hasGrown(from: string, copy: string, before: Look, after: Look): Promise<boolean> {
  if (before.identity !== after.identity || after.sizeBytes < before.sizeBytes || before.sizeBytes === 0)
    return false;
  return (await hashOf(from, before.sizeBytes)) === (await hashOf(copy, before.sizeBytes));
}

async function hashOf(path: string, bytes: number): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { end: bytes - 1 }), hash);
  return hash.digest('hex');
}

/** @returns false where there is no whole line. */
async function cutToWholeLines(path: string, bytes: number): Promise<boolean> {
  const file = await open(path);
  let end = -1;
  try {
    for (let to = bytes; to > 0 && end < 0; to -= CHUNK_BYTES) {
      const from = Math.max(0, to - CHUNK_BYTES);
      const { buffer } = await file.read(Buffer.alloc(to - from), 0, to - from, from);
      const newline = buffer.lastIndexOf(NEWLINE);
      if (newline >= 0) end = from + newline + 1;
    }
  } finally {
    await file.close();
  }
  if (end > 0) await truncate(path, end);
  return end > 0;
}

async function endsInNewline(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    if (size === 0) return false;
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
    return buffer[0] === NEWLINE;
  } finally {
    await file.close();
  }
}
