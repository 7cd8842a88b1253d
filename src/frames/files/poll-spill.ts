import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { BUCKETS, type BucketRange } from '../../contract/buckets';
import { weekOf } from '../../domain/time/utc-weeks';
import { PollBuffer } from './poll-buffer';
import type { StoreIndex } from './store-index';

/** A batch of polls in the file: column after column, each sorted by week and bucket. */
interface Batch {
  readonly position: number;
  readonly count: number;
  /** By week, where each bucket starts; one more entry at the end. */
  readonly weeks: ReadonlyMap<number, Uint32Array>;
}

/** Polls before 1970 count to its first week, which limits the number of weeks of a nonsense file. */
const FIRST_WEEK = 0;
const AT_BYTES = Float64Array.BYTES_PER_ELEMENT;
const STORE_BYTES = Uint32Array.BYTES_PER_ELEMENT;

/** Polls on disk, to be read again by week and bucket. Those of one week and bucket keep their order. */
export class PollSpill {
  readonly #path: string;
  readonly #stores: StoreIndex;
  readonly #file: number;
  readonly #batches: Batch[] = [];
  #end = 0;

  constructor(path: string, stores: StoreIndex) {
    this.#path = path;
    this.#stores = stores;
    this.#file = openSync(path, 'w+');
  }

  /** Moves all polls of the buffer to disk. */
  put(polls: PollBuffer): void {
    const { order, weeks } = inCells(polls, this.#stores);
    const [at, store, active] = [
      new Float64Array(polls.count),
      new Uint32Array(polls.count),
      new Uint8Array(polls.count),
    ];
    order.forEach((row, place) => {
      at[place] = polls.at[row] ?? 0;
      store[place] = polls.store[row] ?? 0;
      active[place] = polls.active[row] ?? 0;
    });
    this.#batches.push({ position: this.#end, count: polls.count, weeks });
    for (const column of [at, store, active]) this.#append(column);
    polls.count = 0;
  }

  /** How many polls each bucket has, of each week that has any. */
  counts(): ReadonlyMap<number, Uint32Array> {
    const counts = new Map<number, Uint32Array>();
    for (const { weeks } of this.#batches) {
      for (const [week, starts] of weeks) {
        const sums = counts.get(week) ?? new Uint32Array(BUCKETS);
        counts.set(
          week,
          sums.map((sum, bucket) => sum + (starts[bucket + 1] ?? 0) - (starts[bucket] ?? 0)),
        );
      }
    }
    return counts;
  }

  read(weeks: readonly number[], buckets: BucketRange): PollBuffer {
    const polls = new PollBuffer();
    const stretches = this.#batches.flatMap((batch) =>
      weeks.flatMap((week) => {
        const starts = batch.weeks.get(week);
        const [from, to] = [starts?.[buckets.from] ?? 0, starts?.[buckets.to] ?? 0];
        return from < to ? [{ batch, from, to }] : [];
      }),
    );
    polls.reserve(stretches.reduce((sum, { from, to }) => sum + to - from, 0));
    for (const { batch, from, to } of stretches) {
      const upTo = polls.count + to - from;
      const stores = batch.position + batch.count * AT_BYTES;
      const statuses = stores + batch.count * STORE_BYTES;
      this.#read(polls.at.subarray(polls.count, upTo), batch.position + from * AT_BYTES);
      this.#read(polls.store.subarray(polls.count, upTo), stores + from * STORE_BYTES);
      this.#read(polls.active.subarray(polls.count, upTo), statuses + from);
      polls.count = upTo;
    }
    return polls;
  }

  /** Removes the file. */
  close(): void {
    closeSync(this.#file);
    rmSync(this.#path, { force: true });
  }

  #append(column: Float64Array | Uint32Array | Uint8Array): void {
    const bytes = new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
    for (let done = 0; done < bytes.length; )
      done += writeSync(this.#file, bytes, done, bytes.length - done, this.#end + done);
    this.#end += bytes.length;
  }

  #read(column: Float64Array | Uint32Array | Uint8Array, position: number): void {
    const bytes = new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
    for (let done = 0; done < bytes.length; ) {
      const read = readSync(this.#file, bytes, done, bytes.length - done, position + done);
      if (read === 0) throw new Error(`${this.#path} ends before its polls do`);
      done += read;
    }
  }
}

/** The rows in the order of week and bucket, and where each week and bucket starts. */
function inCells(
  polls: PollBuffer,
  stores: StoreIndex,
): { readonly order: Uint32Array; readonly weeks: ReadonlyMap<number, Uint32Array> } {
  const numbers = new Map<number, number>();
  const cells = new Uint32Array(polls.count);
  for (let row = 0; row < polls.count; row++) {
    const week = Math.max(FIRST_WEEK, weekOf(polls.at[row] ?? 0));
    const number = numbers.get(week) ?? numbers.size;
    if (number === numbers.size) numbers.set(week, number);
    cells[row] = number * BUCKETS + stores.bucket(polls.store[row] ?? 0);
  }
  const starts = new Uint32Array(numbers.size * BUCKETS + 1);
  for (const cell of cells) starts[cell + 1] = (starts[cell + 1] ?? 0) + 1;
  for (let cell = 1; cell < starts.length; cell++)
    starts[cell] = (starts[cell] ?? 0) + (starts[cell - 1] ?? 0);
  const next = starts.slice();
  const order = new Uint32Array(polls.count);
  cells.forEach((cell, row) => {
    const place = next[cell] ?? 0;
    next[cell] = place + 1;
    order[place] = row;
  });
  const weeks = [...numbers].map(([week, number]): [number, Uint32Array] => [
    week,
    starts.slice(number * BUCKETS, (number + 1) * BUCKETS + 1),
  ]);
  return { order, weeks: new Map(weeks) };
}
