import { LoopwatchError } from '../../contract/errors';

export const MICROS_PER_SECOND = 1_000_000;
export const MICROS_PER_MINUTE = 60 * MICROS_PER_SECOND;
export const MICROS_PER_HOUR = 3_600 * MICROS_PER_SECOND;
export const MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;

/** The words for UTC after an instant: ` UTC`, ` GMT`, `Z`, `+00`, `-00:00` … */
export const UTC_PATTERN = ' ?(?:[Uu][Tt][Cc]|[Gg][Mm][Tt]|[Zz]|[+-]00(?::?00)?)';

/**
 * An instant as polls and callers write it: `2023-01-22 12:09:39.388884 UTC`; the fraction (0 to 9 digits, cut to the
 * microsecond) and the word for UTC may be left out, a `T` may stand between. The polars parser of poll files uses this
 * same pattern.
 */
export const INSTANT_PATTERN = `^(\\d{4}-\\d{2}-\\d{2})[ Tt]((?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d)(?:\\.(\\d{0,9}))?(?:${UTC_PATTERN})?$`;

const INSTANT = new RegExp(INSTANT_PATTERN);

/** @returns UTC microseconds, or null where the text is no instant (a day or an hour that does not exist included). */
export function parseInstant(text: string): number | null {
  const [, date, time, fraction = ''] = INSTANT.exec(text.trim()) ?? [];
  return date === undefined || time === undefined ? null : instantOf(date, time, fraction);
}

/** @returns UTC microseconds of `2023-01-22`, `12:09:39` and the digits of a fraction; null where there is no such day. */
export function instantOf(date: string, time: string, fraction: string): number | null {
  const millis = Date.parse(`${date}T${time}Z`);
  if (Number.isNaN(millis) || new Date(millis).toISOString().slice(0, 19) !== `${date}T${time}`) return null;
  return millis * 1_000 + Number(fraction.slice(0, 6).padEnd(6, '0'));
}

/** @throws LoopwatchError INVALID_INPUT naming the field. */
export function requireInstant(text: string, field: string): number {
  const micros = parseInstant(text);
  if (micros === null) {
    throw new LoopwatchError(
      'INVALID_INPUT',
      `${field} "${text.slice(0, 80)}" is no instant`,
      'Write it in UTC, as 2023-01-25T18:00:00Z.',
    );
  }
  return micros;
}

/** ISO 8601 in UTC; the fraction, to the microsecond, only where there is one. */
export function formatInstant(micros: number): string {
  const seconds = Math.floor(micros / MICROS_PER_SECOND);
  const fraction = micros - seconds * MICROS_PER_SECOND;
  const whole = new Date(seconds * 1_000).toISOString().slice(0, 19);
  return fraction === 0 ? `${whole}Z` : `${whole}.${String(fraction).padStart(6, '0')}Z`;
}

export function formatInstantOrNull(micros: number | null): string | null {
  return micros === null ? null : formatInstant(micros);
}
