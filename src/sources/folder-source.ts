import { opendir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { systemCodeOf } from '../contract/disk-errors';
import { LoopwatchError } from '../contract/errors';
import type { SourceFile } from '../contract/inputs';
import { folderSourceId } from '../contract/sources';
import { type PeekInto, peekInto } from '../unpack/peek-into';
import { containedPath } from './folder/contained-path';
import { copyStillFile } from './folder/copy-still-file';
import { faultOfCopy, faultOfProcess } from './folder/fault-of-copy';
import { judgeFile, lookAtEntry } from './folder/judge-entry';
import type { ContentVerdict } from './judge-content';
import type { FetchOptions, Listing, PollSource } from './source';

const MAX_ENTRIES = 10_000;
const AT_ONCE = 32;
/** Between two looks at a file that ends in half a line. */
const STILL_MILLIS = 1_000;

/** A clock that never goes back, and a way to wait by it. */
export interface Waiting {
  readonly now: () => number;
  readonly wait: (millis: number, signal: AbortSignal) => Promise<void>;
}

const REAL_TIME: Waiting = {
  now: () => performance.now(),
  wait: async (millis, signal) => setTimeout(millis, undefined, { signal }),
};

/** What each file was found to be, by its name. */
type Known = Map<string, { readonly fingerprint: string; readonly verdict: ContentVerdict }>;

export interface FolderSourceOptions {
  readonly time?: Waiting;
  readonly isSample?: boolean;
  readonly peek?: PeekInto;
}

/** The files of a folder, without subfolders: those with the header of an input, compressed and in workbooks too. */
export class FolderSource implements PollSource {
  readonly id: string;
  readonly isSample: boolean;
  readonly #folder: string;
  readonly #time: Waiting;
  readonly #peek: PeekInto;
  /** At the last listing: an unchanged file is not opened again. */
  readonly #known: Known = new Map();
  #listedAt = 0;

  constructor(
    folder: string,
    { time = REAL_TIME, isSample = false, peek = peekInto }: FolderSourceOptions = {},
  ) {
    this.isSample = isSample;
    this.#folder = path.resolve(folder);
    this.id = folderSourceId(this.#folder);
    this.#time = time;
    this.#peek = peek;
  }

  async list(): Promise<Listing> {
    const names = (await this.#names()).sort();
    const found: ContentVerdict[] = [];
    for (let first = 0; first < names.length; first += AT_ONCE) {
      const some = names.slice(first, first + AT_ONCE);
      found.push(...(await Promise.all(some.map((name) => this.#judge(name)))));
    }
    const there = new Set(names);
    for (const name of this.#known.keys()) if (!there.has(name)) this.#known.delete(name);
    this.#listedAt = this.#time.now();
    return {
      files: found.flatMap(({ files }) => files.map((file) => ({ sourceId: this.id, ...file }))),
      passedOver: found.flatMap(({ passedOver }) => passedOver),
    };
  }

  async fetch({ fileId, name, sheet, fingerprint }: SourceFile, toPath: string, { signal }: FetchOptions) {
    const entry = sheet === undefined ? fileId : fileId.slice(0, -`#${sheet}`.length);
    const from = path.join(this.#folder, entry);
    const pause = async (isAsListed: boolean) => {
      const wasSeenHere = isAsListed && this.#known.get(entry)?.fingerprint === fingerprint;
      const passed = wasSeenHere ? this.#time.now() - this.#listedAt : 0;
      await this.#time.wait(Math.max(STILL_MILLIS - passed, 0), signal);
    };
    try {
      // The name comes from a history of Temporal, which other programs of this machine can write.
      if ((await containedPath(this.#folder, entry)) === null) throw leadsOut(from);
      await copyStillFile({ from, name, listedFingerprint: fingerprint, pause }, toPath);
    } catch (error) {
      if (error instanceof LoopwatchError || signal.aborted) throw error;
      throw (await faultOfCopy(error, from, toPath)) ?? unreadable(from, error);
    }
  }

  async #judge(name: string): Promise<ContentVerdict> {
    const look = await lookAtEntry(this.#folder, name);
    if ('files' in look) {
      this.#known.delete(name);
      return look;
    }
    const { fingerprint } = look;
    const before = this.#known.get(name);
    if (before?.fingerprint === fingerprint) return before.verdict;
    const verdict = await judgeFile(this.#folder, name, look, this.#peek);
    // At once: a listing that is cut off goes on from here.
    this.#known.set(name, { fingerprint, verdict });
    return verdict;
  }

  async #names(): Promise<string[]> {
    const names: string[] = [];
    let entries = 0;
    try {
      // One by one: a folder may hold more names than fit into memory.
      for await (const { name } of await opendir(this.#folder)) {
        entries++;
        if (entries <= MAX_ENTRIES) names.push(name);
      }
    } catch (error) {
      throw faultOfProcess(error) ?? unreadable(this.#folder, error);
    }
    if (entries <= MAX_ENTRIES) return names;
    throw new LoopwatchError(
      'SOURCE_UNREADABLE',
      `The folder ${this.#folder} holds ${figure(entries)} files: at most ${figure(MAX_ENTRIES)} are listed`,
      'Keep only the files of polls, menu hours and timezones in it.',
    );
  }
}

function figure(count: number): string {
  return count.toLocaleString('en');
}

function leadsOut(place: string): LoopwatchError {
  return new LoopwatchError(
    'SOURCE_UNREADABLE',
    `${place} is a link out of the folder`,
    'Put the file itself there.',
  );
}

const CHECK_PLACE = 'Check that it exists and that Loopwatch may read it.';

function unreadable(place: string, error: unknown): LoopwatchError {
  const reason = error instanceof Error ? error.message : String(error);
  return new LoopwatchError(
    'SOURCE_UNREADABLE',
    `${place} cannot be read (${reason})`,
    systemCodeOf(error) === 'EIO' ? 'Check the disk that it is on.' : CHECK_PLACE,
    { cause: error },
  );
}
