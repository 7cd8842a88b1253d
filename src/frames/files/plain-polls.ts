import { FNV_START, fnvStep } from '../../domain/numbers/fnv';
import { MICROS_PER_SECOND } from '../../domain/time/instants';
import type { PollBuffer } from './poll-buffer';
import type { StoreIndex } from './store-index';

const NEWLINE = 0x0a;
const BLANK = 0x20;
const COMMA = 0x2c;
const DASH = 0x2d;
const DOT = 0x2e;
const ZERO = 0x30;
const NO_DIGITS = 255;
const COLON = 0x3a;
const MAX_ID_BYTES = 64;
/** An id of one letter, `active`, and a timestamp to the second. */
const MIN_LINE_BYTES = 29;
const ACTIVE = Buffer.from('active,');
const INACTIVE = Buffer.from('inactive,');
const UTC = Buffer.from(' UTC');
/** In earlier years not every microsecond is a safe integer. */
const FIRST_YEAR = 1685;

const IS_PLAIN = new Uint8Array(256);
for (const byte of Buffer.from('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-'))
  IS_PLAIN[byte] = 1;

/** The plain lines at the start of a block. */
export interface PlainPrefix {
  readonly bytes: number;
  readonly lines: number;
}

/**
 * A fast reader of the form that nearly all polls have, `id,active,2023-01-22 12:09:39.388884 UTC`. It stops at the
 * first line of any other form, which the general reader must read. Every line that it takes is a good row.
 */
export class PlainPolls {
  readonly #stores: StoreIndex;
  readonly #latestMicros: number;
  #lastDay = 0;
  #lastDayMicros = Number.NaN;

  /** @param latestMicros it stops at a later poll. */
  constructor(stores: StoreIndex, latestMicros: number) {
    this.#stores = stores;
    this.#latestMicros = latestMicros;
  }

  /** @param bytes whole lines. */
  read(bytes: Buffer, into: PollBuffer): PlainPrefix {
    into.reserve(Math.ceil(bytes.length / MIN_LINE_BYTES));
    const { store, at, active } = into;
    const first = into.count;
    let count = first;
    let start = 0;
    while (start < bytes.length) {
      let hash = FNV_START;
      let next = start;
      for (let byte = bytes[next] ?? 0; IS_PLAIN[byte] === 1; byte = bytes[next] ?? 0) {
        hash = fnvStep(hash, byte);
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
        const fractionStart = ++next;
        for (let worth = 100_000; worth >= 1; worth /= 10) {
          const digit = (bytes[next] ?? 0) - ZERO;
          if (digit < 0 || digit > 9) break;
          fraction += digit * worth;
          next++;
        }
        if (next === fractionStart) break;
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

  /** Microseconds of a text like `2023-01-22 12:09:39`; NaN where the text at `from` is no such day and time. */
  #secondsAsMicros(bytes: Buffer, from: number): number {
    if (bytes[from + 10] !== BLANK || bytes[from + 13] !== COLON || bytes[from + 16] !== COLON)
      return Number.NaN;
    const hour = twoDigits(bytes, from + 11);
    const minute = twoDigits(bytes, from + 14);
    const second = twoDigits(bytes, from + 17);
    if (hour > 23 || minute > 59 || second > 59) return Number.NaN;
    return this.#dayMicros(bytes, from) + (hour * 3_600 + minute * 60 + second) * MICROS_PER_SECOND;
  }

  #dayMicros(bytes: Buffer, from: number): number {
    if (bytes[from + 4] !== DASH || bytes[from + 7] !== DASH) return Number.NaN;
    const century = twoDigits(bytes, from);
    const ofCentury = twoDigits(bytes, from + 2);
    const month = twoDigits(bytes, from + 5);
    const day = twoDigits(bytes, from + 8);
    if (century > 99 || ofCentury > 99 || month > 12 || day > 31) return Number.NaN;
    const key = ((century * 100 + ofCentury) * 100 + month) * 100 + day;
    if (key !== this.#lastDay) {
      this.#lastDayMicros = midnightMicros(century * 100 + ofCentury, month, day);
      this.#lastDay = key;
    }
    return this.#lastDayMicros;
  }
}

function midnightMicros(year: number, month: number, day: number): number {
  const midnight = new Date(Date.UTC(year, month - 1, day));
  const exists = year >= FIRST_YEAR && midnight.getUTCMonth() === month - 1 && midnight.getUTCDate() === day;
  return exists ? midnight.getTime() * 1_000 : Number.NaN;
}

function startsWith(bytes: Buffer, from: number, text: Buffer): boolean {
  for (let at = 0; at < text.length; at++) if (bytes[from + at] !== text[at]) return false;
  return true;
}

/** 0 to 99; NO_DIGITS where there are not two digits. */
function twoDigits(bytes: Buffer, at: number): number {
  const tens = (bytes[at] ?? 0) - ZERO;
  const ones = (bytes[at + 1] ?? 0) - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NO_DIGITS;
}
