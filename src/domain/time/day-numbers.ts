import type { DayNumbering } from '../../contract/file-reading';

const NAMES = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** What each numbering calls Monday, and the first number that it has. */
const NUMBERINGS: Readonly<Record<DayNumbering, { readonly first: number; readonly monday: number }>> = {
  '0-is-monday': { first: 0, monday: 0 },
  '1-is-monday': { first: 1, monday: 1 },
  '0-is-sunday': { first: 0, monday: 1 },
  '1-is-sunday': { first: 1, monday: 2 },
};

/**
 * 0 = Monday … 6 = Sunday, or null. Reads English names, whole or of three letters, and numbers, also as `0.0`.
 * @param numbering null: 0 is Monday.
 */
export function parseDay(text: string, numbering: DayNumbering | null): number | null {
  const name = text.trim().toLowerCase();
  const named = NAMES.findIndex((day) => name === day || name === day.slice(0, 3));
  if (named >= 0) return named;
  const number = dayNumber(text);
  if (number === null) return null;
  const { first, monday } = NUMBERINGS[numbering ?? '0-is-monday'];
  return number < first || number > first + 6 ? null : (number - monday + 7) % 7;
}

/** Whether the number is a day by some numberings, but not by that of 0 = Monday. */
export function isSeventhDay(text: string): boolean {
  return dayNumber(text) === 7;
}

/** So many days of a week without a Monday look like a week that counts otherwise. */
const MANY_DAYS = 5;

/** Watches whether days that are read with 0 as Monday look as if they counted from 1. */
export class DayNumbers {
  readonly #seen = new Set<number>();

  add(text: string): void {
    const number = dayNumber(text);
    if (number !== null) this.#seen.add(number);
  }

  /** No row has a 0, but most other days come: 1 to 6 can also be Monday to Saturday, or Sunday to Friday. */
  get areOdd(): boolean {
    return !this.#seen.has(0) && this.#seen.size >= MANY_DAYS;
  }
}

function dayNumber(text: string): number | null {
  const [, digit] = /^(\d)(?:\.0+)?$/.exec(text.trim()) ?? [];
  return digit === undefined ? null : Number(digit);
}
