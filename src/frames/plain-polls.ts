import { MICROS_PER_DAY, MICROS_PER_SECOND } from '../domain/instants';
import type { PollBuffer } from './poll-buffer';
import { hashByte, StoreNumbers } from './store-numbers';

const NEWLINE = 0x0a;
const BLANK = 0x20;
const COMMA = 0x2c;
const DASH = 0x2d;
const DOT = 0x2e;
const ZERO = 0x30;
const COLON = 0x3a;
const MAX_ID_BYTES = 64;
/** An id of one letter, `active`, and a timestamp to the second. */
const LEAST_LINE_BYTES = 29;
const ACTIVE = Buffer.from('active,');
const INACTIVE = Buffer.from('inactive,');
const UTC = Buffer.from(' UTC');
/** Before it `Date.UTC` takes a year for one of the twentieth century. */
const FIRST_YEAR = 1000;

const IS_PLAIN = new Uint8Array(256);
for (const byte of Buffer.from('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-'))
  IS_PLAIN[byte] = 1;

/** How much of a block was plain. */
export interface PlainPart {
  readonly bytes: number;
  readonly lines: number;
}

/**
 * Reads polls in the form in which nearly all are written, `id,active,2023-01-22 12:09:39.388884 UTC`, until the first
 * line that is not quite of this form: that one is for those who know every form. It judges nothing itself, so every line
 * that it takes is a good row by every rule.
 */
export class PlainPolls {
  readonly #stores: StoreNumbers;
  readonly #latestMicros: number;
  readonly #days = new Map<number, number>();

  /** @param latestMicros later polls are not for this reader. */
  constructor(stores: StoreNumbers, latestMicros: number) {
    this.#stores = stores;
    this.#latestMicros = latestMicros;
  }

  /** @param bytes whole lines. */
  read(bytes: Buffer, into: PollBuffer): PlainPart {
    into.reserve(Math.ceil(bytes.length / LEAST_LINE_BYTES));
    const { store, at, active } = into;
    const first = into.count;
    let count = first;
    let start = 0;
    while (start < bytes.length) {
      let hash = StoreNumbers.hashStart;
      let next = start;
      for (let byte = bytes[next] ?? 0; IS_PLAIN[byte] === 1; byte = bytes[next] ?? 0) {
        hash = hashByte(hash, byte);
        next++;
      }
      const idEnd = next;
      if (bytes[next] !== COMMA || idEnd === start || idEnd - start > MAX_ID_BYTES) break;
      next++;
      const isActive = startsWith(bytes, next, ACTIVE);
      if (!isActive && !startsWith(bytes, next, INACTIVE)) break;
      next += isActive ? ACTIVE.length : INACTIVE.length;
      const seconds = this.#secondsAsMicros(bytes, next);
      next += 19;
      let fraction = 0;
      if (bytes[next] === DOT) {
        let worth = 100_000;
        let digit = digitAt(bytes, ++next);
        if (!(digit <= 9)) break;
        for (; digit <= 9 && worth >= 1; digit = digitAt(bytes, ++next)) {
          fraction += digit * worth;
          worth /= 10;
        }
      }
      if (bytes[next] === BLANK && startsWith(bytes, next, UTC)) next += UTC.length;
      const micros = seconds + fraction;
      if (bytes[next] !== NEWLINE || !(micros <= this.#latestMicros)) break;
      store[count] = this.#stores.numberOf(bytes, start, idEnd, hash);
      at[count] = micros;
      active[count] = isActive ? 1 : 0;
      count++;
      start = next + 1;
    }
    into.count = count;
    return { bytes: start, lines: count - first };
  }

  /** The microseconds of `2023-01-22 12:09:39` at the place; NaN where that is no such text, day or time. */
  #secondsAsMicros(bytes: Buffer, from: number): number {
    if (bytes[from + 10] !== BLANK || bytes[from + 13] !== COLON || bytes[from + 16] !== COLON)
      return Number.NaN;
    const [hour, minute, second] = [
      twoDigits(bytes, from + 11),
      twoDigits(bytes, from + 14),
      twoDigits(bytes, from + 17),
    ];
    if (!(hour < 24 && minute < 60 && second < 60)) return Number.NaN;
    return this.#dayMicros(bytes, from) + (hour * 3_600 + minute * 60 + second) * MICROS_PER_SECOND;
  }

  #dayMicros(bytes: Buffer, from: number): number {
    if (bytes[from + 4] !== DASH || bytes[from + 7] !== DASH) return Number.NaN;
    const year = twoDigits(bytes, from) * 100 + twoDigits(bytes, from + 2);
    const [month, day] = [twoDigits(bytes, from + 5), twoDigits(bytes, from + 8)];
    const key = (year * 100 + month) * 100 + day;
    const known = this.#days.get(key);
    if (known !== undefined) return known;
    const midnight = new Date(Date.UTC(year, month - 1, day));
    const exists =
      year >= FIRST_YEAR && midnight.getUTCMonth() === month - 1 && midnight.getUTCDate() === day;
    const micros = exists ? (midnight.getTime() / 86_400_000) * MICROS_PER_DAY : Number.NaN;
    this.#days.set(key, micros);
    return micros;
  }
}

function startsWith(bytes: Buffer, from: number, text: Buffer): boolean {
  for (let at = 0; at < text.length; at++) if (bytes[from + at] !== text[at]) return false;
  return true;
}

/** 0 to 9; another number, or NaN, where there is no digit. */
function digitAt(bytes: Buffer, at: number): number {
  const digit = (bytes[at] ?? 0) - ZERO;
  return digit < 0 ? Number.NaN : digit;
}

function twoDigits(bytes: Buffer, at: number): number {
  const [tens, ones] = [digitAt(bytes, at), digitAt(bytes, at + 1)];
  return tens <= 9 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}
