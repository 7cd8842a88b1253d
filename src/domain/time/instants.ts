import { LoopwatchError } from '../../contract/errors';

export const MICROS_PER_SECOND = 1_000_000;
export const MICROS_PER_MINUTE = 60 * MICROS_PER_SECOND;
export const MICROS_PER_HOUR = 3_600 * MICROS_PER_SECOND;
export const MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;

/**
 * An instant as polls and callers write it: `2023-01-22 12:09:39.388884 UTC`; the fraction (0 to 6 digits), the
 * ` UTC`, `Z` or `+00:00` may be left out, a `T` may stand between. The polars parser of poll files uses this same pattern.
 */
export const INSTANT_PATTERN =
  '^(\\d{4}-\\d{2}-\\d{2})[ T]((?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d)(?:\\.(\\d{0,6}))?(?: ?(?:[Uu][Tt][Cc]|[Zz]|\\+00:00))?$';

const INSTANT = new RegExp(INSTANT_PATTERN);

/** @returns UTC microseconds, or null where the text is no instant (a day or an hour that does not exist included). */
export function parseInstant(text: string): number | null {
  const match = INSTANT.exec(text.trim());
  if (!match) return null;
  const [, date, time, fraction = ''] = match;
  const millis = Date.parse(`${date}T${time}Z`);
  if (Number.isNaN(millis) || new Date(millis).toISOString().slice(0, 19) !== `${date}T${time}`) return null;
  return millis * 1_000 + Number(fraction.padEnd(6, '0'));
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
