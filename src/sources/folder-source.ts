import { type BigIntStats, constants } from 'node:fs';
import { copyFile, open, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { LoopwatchError } from '../contract/errors';
import type { SourceFile } from '../contract/inputs';
import { folderSourceId } from '../contract/sources';
import { roughHeaderNames } from '../domain/log/find-header';
import { isTruthHeader, looksLikeInput } from '../domain/log/input-headers';
import type { FetchOptions, PollSource } from './source';

const OTHER_EXTENSIONS = ['.txt', '.tsv', ''];
const HEAD_BYTES = 4_096;
const MAX_FILES = 10_000;
const QUIET_MICROS = 5_000_000;
const RETRY_MILLIS = 2_000;

/** The files of a folder, without subfolders: every `.csv`, and other files with the header of an input. */
export class FolderSource implements PollSource {
  readonly id: string;
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = path.resolve(folder);
    this.id = folderSourceId(this.#folder);
  }

  async list(): Promise<readonly SourceFile[]> {
    const names = await this.#names();
    const files: SourceFile[] = [];
    for (const name of names.sort()) {
      const file = path.join(this.#folder, name);
      const stats = await stat(file, { bigint: true }).catch(() => null);
      if (!stats?.isFile() || !(await isWanted(file))) continue;
      files.push({
        sourceId: this.id,
        fileId: name,
        name,
        sizeBytes: Number(stats.size),
        fingerprint: fingerprintOf(stats),
      });
    }
    return files;
  }

  async fetch(file: SourceFile, toPath: string, options: FetchOptions): Promise<void> {
    const from = path.join(this.#folder, file.fileId);
    try {
      const before = await stat(from, { bigint: true });
      await copyFile(from, toPath, constants.COPYFILE_FICLONE);
      const after = await stat(from, { bigint: true });
      const isQuiet = Number(after.mtimeNs / 1_000n) < options.nowMicros - QUIET_MICROS;
      if (fingerprintOf(before) !== fingerprintOf(after) || !(isQuiet || (await endsInNewline(toPath)))) {
        throw new LoopwatchError(
          'SOURCE_BUSY',
          `${file.name} is being written just now`,
          'It is read once it is still.',
          { retryAfterMillis: RETRY_MILLIS },
        );
      }
    } catch (error) {
      if (error instanceof LoopwatchError) throw error;
      throw unreadable(from, error);
    }
  }

  async #names(): Promise<string[]> {
    try {
      const entries = await readdir(this.#folder, { withFileTypes: true });
      const names = entries.filter((entry) => !entry.isDirectory() && !entry.name.startsWith('.'));
      if (names.length <= MAX_FILES) return names.map((entry) => entry.name);
    } catch (error) {
      throw unreadable(this.#folder, error);
    }
    throw new LoopwatchError(
      'SOURCE_UNREADABLE',
      `The folder ${this.#folder} holds more than ${MAX_FILES} files`,
      'Keep only the files of polls, menu hours and timezones in it.',
    );
  }
}

function fingerprintOf(stats: BigIntStats): string {
  return `${stats.size}-${stats.mtimeNs}-${stats.ctimeNs}`;
}

async function isWanted(file: string): Promise<boolean> {
  const extension = path.extname(file).toLowerCase();
  if (extension === '.csv') return !isTruthHeader(await headerNames(file));
  return OTHER_EXTENSIONS.includes(extension) && looksLikeInput(await headerNames(file));
}

/** The names in the header; none when the file cannot be opened: fetching it reports that. */
async function headerNames(file: string): Promise<string[]> {
  const handle = await open(file).catch(() => null);
  if (!handle) return [];
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return roughHeaderNames(buffer.subarray(0, bytesRead).toString('utf8'));
  } finally {
    await handle.close();
  }
}

async function endsInNewline(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    if (size === 0) return false;
    const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
    return buffer[0] === 0x0a;
  } finally {
    await handle.close();
  }
}

function unreadable(place: string, error: unknown): LoopwatchError {
  const reason = error instanceof Error ? error.message : String(error);
  return new LoopwatchError(
    'SOURCE_UNREADABLE',
    `${place} cannot be read (${reason})`,
    'Check that it exists and that Loopwatch may read it.',
    { cause: error },
  );
}
