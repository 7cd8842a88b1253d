import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { drive_v3 } from 'googleapis/build/src/apis/drive';
import { LoopwatchError } from '../../contract/errors';
import type { FetchOptions } from '../source';
import { CALL_LIMIT_MILLIS, callGoogle } from './google-call';
import type { Google } from './google-client';
import { changedWhileRead, describeGoogleFailure } from './google-failure';
import { PartialFile } from './partial-file';

/**
 * Copies a file of Drive to a path, from where the previous attempt stopped. Its checksum must match Drive's, and its
 * metadata must be the same before and after.
 */
export async function downloadFile(
  google: Google,
  file: { readonly fileId: string; readonly name: string },
  toPath: string,
  options: FetchOptions,
): Promise<void> {
  const { fileId } = file;
  const what = `The file "${file.name}"`;
  const before = await driveFile(google, fileId, what, options.signal);
  const partial = new PartialFile(options.partialPath);
  const stamp = stampOf(before);
  const resumed = await partial.resume(stamp);
  await partial.note({ stamp, bytes: resumed?.bytes ?? 0, rows: 0, columns: [] });
  try {
    await appendMedia(google, { fileId, what }, partial.path, options);
  } finally {
    await noteLength(partial, stamp);
  }
  if (before.md5Checksum && (await md5Of(partial.path)) !== before.md5Checksum) {
    await partial.remove();
    throw new LoopwatchError('SOURCE_BUSY', `${what} arrived damaged`, 'It is downloaded again.');
  }
  const after = await driveFile(google, fileId, what, options.signal);
  if (stampOf(after) !== stamp) {
    await partial.remove();
    throw changedWhileRead(what);
  }
  await partial.finish(toPath);
}

/** Identifies the content of a file of Drive. */
export function stampOf(file: drive_v3.Schema$File): string {
  return file.md5Checksum ?? `version-${file.version ?? ''}`;
}

/** @throws LoopwatchError like `callGoogle`. */
export async function driveFile(
  google: Google,
  fileId: string,
  what: string,
  signal: AbortSignal,
): Promise<drive_v3.Schema$File> {
  const { data } = await callGoogle(google, what, () =>
    google.drive.files.get(
      { fileId, supportsAllDrives: true, fields: 'id,name,mimeType,md5Checksum,size,version,trashed' },
      { signal, timeout: CALL_LIMIT_MILLIS },
    ),
  );
  return data;
}

async function appendMedia(
  google: Google,
  { fileId, what }: { readonly fileId: string; readonly what: string },
  path: string,
  { signal, onProgress }: FetchOptions,
): Promise<void> {
  const { stream, isRest } = await openMedia(google, { fileId }, { from: await sizeOf(path), what }, signal);
  try {
    const flags = isRest ? 'a' : 'w';
    await pipeline(withProgress(stream, onProgress), createWriteStream(path, { flags }), { signal });
  } catch (error) {
    throw describeGoogleFailure(error, what, google.account);
  }
}

/**
 * Opens the content of a file. No time limit here: missing heartbeats end a stalled download.
 * @returns the bytes after `from`, or all where Google does not start there.
 */
export async function openMedia(
  google: Google,
  { fileId }: { readonly fileId: string },
  { from, what }: { readonly from: number; readonly what: string },
  signal: AbortSignal,
): Promise<{ readonly stream: Readable; readonly isRest: boolean }> {
  const answer = await callGoogle(google, what, () =>
    google.drive.files.get(
      { fileId, alt: 'media', supportsAllDrives: true },
      { responseType: 'stream', signal, ...(from > 0 ? { headers: { Range: `bytes=${from}-` } } : {}) },
    ),
  );
  return { stream: answer.data, isRest: answer.status === 206 };
}

async function* withProgress(body: Readable, onProgress: () => void): AsyncGenerator<Buffer> {
  for await (const chunk of body) {
    onProgress();
    yield chunk;
  }
}

async function noteLength(partial: PartialFile, stamp: string): Promise<void> {
  await partial.note({ stamp, bytes: await sizeOf(partial.path), rows: 0, columns: [] });
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    (stats) => stats.size,
    () => 0,
  );
}

async function md5Of(path: string): Promise<string> {
  const hash = createHash('md5');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
