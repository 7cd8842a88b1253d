import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { LoopwatchError } from '../../contract/errors';
import type { Blobs } from '../blobs/blobs';
import type { CommitStream } from '../catalogue/commit-catalogue';
import type { CommitMark } from '../catalogue/commit-mark';
import { type CommitBody, commitBodySchema } from './commit-schemas';

export const COMMITS_FOLDER = 'commits';
/** Raise it when a commit says something that earlier releases must not overlook. */
const FORMAT = 1;
const NUMBER_DIGITS = 12;
const [START, MIDDLE, END] = ['{"commit":', ',"sha256":"', '"}\n'];
const HASH_DIGITS = 64;

export interface Commit {
  readonly stream: CommitStream;
  readonly mark: CommitMark;
  readonly body: CommitBody;
}

const formatSchema = z.object({ format: z.int() });
const headerSchema = z.object({
  stream: z.string(),
  number: z.int(),
  /** The hash of the commit before; null for the first one. */
  previous: z.string().nullable(),
  body: commitBodySchema,
});

/** The commits of the log and of each versioned input: numbered files that never change, each with the hash of the one before. */
export class CommitLog {
  readonly #blobs: Blobs;

  constructor(blobs: Blobs) {
    this.#blobs = blobs;
  }

  /** Writes the commit after the head. @throws LoopwatchError STORAGE_CONFLICT where that number has a commit already. */
  async append(stream: CommitStream, head: CommitMark | null, body: CommitBody): Promise<CommitMark> {
    const number = (head?.number ?? 0) + 1;
    const commit = JSON.stringify({ format: FORMAT, stream, number, previous: head?.sha256 ?? null, body });
    const sha256 = sha256OfText(commit);
    const isFirst = await this.#blobs.create(commitKey(stream, number), (file) =>
      writeFile(file, `${START}${commit}${MIDDLE}${sha256}${END}`),
    );
    if (isFirst) return { number, sha256 };
    throw new LoopwatchError(
      'STORAGE_CONFLICT',
      `Another process wrote commit ${number} of the ${stream} at the same time`,
      null,
      { isExpected: true },
    );
  }

  /**
   * @param after the head that it must follow. @returns null where there is no further commit.
   * @throws LoopwatchError STORAGE_DAMAGED where it has changed or does not follow; SETUP where a newer release wrote it.
   */
  async next(stream: CommitStream, after: CommitMark | null): Promise<Commit | null> {
    const number = (after?.number ?? 0) + 1;
    const read = await this.#read(stream, number);
    if (read === null) return null;
    if (read.previous !== (after?.sha256 ?? null))
      throw damaged(commitKey(stream, number), 'it does not follow the commit before it');
    return { stream, mark: { number, sha256: read.sha256 }, body: read.body };
  }

  /** Every commit, from the first on. @throws LoopwatchError like `next` */
  async *all(stream: CommitStream): AsyncGenerator<Commit> {
    for (let next = await this.next(stream, null); next !== null; next = await this.next(stream, next.mark))
      yield next;
  }

  /** @throws LoopwatchError STORAGE_DAMAGED where the commit is missing, or is another one. */
  async require(stream: CommitStream, mark: CommitMark): Promise<void> {
    const read = await this.#read(stream, mark.number);
    if (read?.sha256 === mark.sha256) return;
    const what = read === null ? 'it is missing' : 'it is another one than the catalogue has';
    throw damaged(commitKey(stream, mark.number), what);
  }

  async #read(stream: CommitStream, number: number) {
    const key = commitKey(stream, number);
    if (!(await this.#blobs.exists(key))) return null;
    const text = await readFile(await this.#blobs.localPath(key), 'utf8');
    const end = text.length - MIDDLE.length - HASH_DIGITS - END.length;
    const commit = text.slice(START.length, end);
    const sha256 = text.slice(end + MIDDLE.length, text.length - END.length);
    if (sha256OfText(commit) !== sha256) throw damaged(key, 'its content has changed');
    const json: unknown = JSON.parse(commit);
    if (formatSchema.parse(json).format !== FORMAT)
      throw new LoopwatchError(
        'SETUP',
        `A newer Loopwatch wrote ${key} in ${this.#blobs.location}`,
        'Use that release, or a newer one.',
      );
    const header = headerSchema.parse(json);
    if (header.stream !== stream || header.number !== number) throw damaged(key, 'it belongs elsewhere');
    return { sha256, previous: header.previous, body: header.body };
  }
}

export function commitKey(stream: CommitStream, number: number): string {
  return `${COMMITS_FOLDER}/${stream}/${String(number).padStart(NUMBER_DIGITS, '0')}.json`;
}

function sha256OfText(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function damaged(key: string, what: string): LoopwatchError {
  return new LoopwatchError(
    'STORAGE_DAMAGED',
    `The commit ${key} cannot be used: ${what}`,
    'Restore the stored files from their backup. "loopwatch verify" names every damaged file.',
  );
}
