import { bucketOf } from '../../domain/log/buckets';
import { FNV_START, fnvStep } from '../../domain/numbers/fnv';

const FIRST_SLOTS = 1 << 12;
const FIRST_BYTES = 1 << 16;

/**
 * Numbers store ids from 0 in order of appearance. It is a hash table over the ids' UTF-8 bytes: making a string for each
 * of millions of rows would take longer than reading the row.
 */
export class StoreIndex {
  #slots = new Int32Array(FIRST_SLOTS).fill(-1);
  #bytes = Buffer.alloc(FIRST_BYTES);
  readonly #hashes: number[] = [];
  /** Where each id ends in `#bytes`, after a leading 0. */
  readonly #ends: number[] = [0];
  readonly #buckets: number[] = [];

  get count(): number {
    return this.#hashes.length;
  }

  numberOfText(id: string): number {
    const bytes = Buffer.from(id);
    let hash = FNV_START;
    for (const byte of bytes) hash = fnvStep(hash, byte);
    return this.numberOf(bytes, 0, bytes.length, hash);
  }

  /** @param hash `fnvStep` over the bytes `[from, to)` */
  numberOf(source: Buffer, from: number, to: number, hash: number): number {
    const mask = this.#slots.length - 1;
    let slot = (hash ^ (hash >>> 15)) & mask;
    for (let number = this.#slots[slot] ?? -1; number >= 0; number = this.#slots[slot] ?? -1) {
      if (this.#hashes[number] === hash && this.#is(number, source, from, to)) return number;
      slot = (slot + 1) & mask;
    }
    return this.#add(source, from, to, hash, slot);
  }

  text(number: number): string {
    return this.#bytes.toString('utf8', this.#ends[number], this.#ends[number + 1]);
  }

  bucket(number: number): number {
    return this.#buckets[number] ?? 0;
  }

  #is(number: number, source: Buffer, from: number, to: number): boolean {
    const start = this.#ends[number] ?? 0;
    if ((this.#ends[number + 1] ?? 0) - start !== to - from) return false;
    for (let at = from; at < to; at++) if (source[at] !== this.#bytes[start + at - from]) return false;
    return true;
  }

  #add(source: Buffer, from: number, to: number, hash: number, slot: number): number {
    const number = this.#hashes.length;
    const start = this.#ends[number] ?? 0;
    const end = start + to - from;
    if (end > this.#bytes.length)
      this.#bytes = Buffer.concat([this.#bytes], Math.max(end, 2 * this.#bytes.length));
    source.copy(this.#bytes, start, from, to);
    this.#slots[slot] = number;
    this.#hashes.push(hash);
    this.#ends.push(end);
    this.#buckets.push(bucketOf(this.text(number)));
    if (2 * number > this.#slots.length) this.#widen();
    return number;
  }

  #widen(): void {
    this.#slots = new Int32Array(2 * this.#slots.length).fill(-1);
    const mask = this.#slots.length - 1;
    this.#hashes.forEach((hash, number) => {
      let slot = (hash ^ (hash >>> 15)) & mask;
      while ((this.#slots[slot] ?? -1) >= 0) slot = (slot + 1) & mask;
      this.#slots[slot] = number;
    });
  }
}
