import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { PassedOverFile } from '../../contract/input-states';
import type { SourceFile } from '../../contract/inputs';
import { formatOf } from '../../unpack/file-format';
import type { PeekInto } from '../../unpack/peek-into';
import { takeBytes } from '../../unpack/take-bytes';
import { type ContentVerdict, judgeContent, passOver } from '../judge-content';
import { downloadFile, openMedia } from './drive-download';
import type { Google } from './google-client';
import { describeGoogleFailure } from './google-failure';

/** Larger workbooks and archives of Drive are not opened while it is listed. */
const MOST_BYTES = 50 * 1024 * 1024;
/** Enough to unpack the header of a compressed file. */
const START_BYTES = 64 * 1024;

/** Downloads a workbook or an archive, to see what is in it. */
export async function peekIntoDriveFile(
  google: Google,
  file: Omit<SourceFile, 'sourceId'>,
  peek: PeekInto,
  signal: AbortSignal,
): Promise<ContentVerdict> {
  if ((file.sizeBytes ?? 0) > MOST_BYTES) {
    const most = `${MOST_BYTES / 1024 / 1024} MB`;
    const reason = `it is larger than ${most}: workbooks and archives of Drive are read up to that size. Upload it as .csv or .csv.gz.`;
    return passOver(file.name, reason, { mayBeInput: true });
  }
  return inTempFolder(async (folder) => {
    const local = path.join(folder, 'file');
    const partialPath = path.join(folder, 'partial');
    await downloadFile(google, file, local, { signal, onProgress: () => undefined, partialPath });
    return judgeContent(local, file, true, peek);
  });
}

/** Downloads the start of a file. @returns why it is passed over; null: it is meant as an input, or may be one. */
export async function findDriveStranger(
  google: Google,
  file: SourceFile,
  peek: PeekInto,
  signal: AbortSignal,
): Promise<PassedOverFile | null> {
  const what = `The file "${file.name}"`;
  const { stream } = await openMedia(google, file, { from: 0, what }, signal);
  const start = await takeBytes(stream, START_BYTES).catch((error: unknown) => {
    throw describeGoogleFailure(error, what, google.account);
  });
  // Archives are read from their end.
  if (formatOf(start) === 'zip') return null;
  return inTempFolder(async (folder) => {
    const local = path.join(folder, 'start');
    await writeFile(local, start);
    return (await judgeContent(local, file, true, peek)).passedOver[0] ?? null;
  });
}

async function inTempFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'loopwatch-drive-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
