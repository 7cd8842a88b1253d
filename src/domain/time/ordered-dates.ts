import type { DateOrder } from '../../contract/file-reading';
import { instantOf, UTC_PATTERN } from './instants';
import { parseTimeOfDay } from './time-of-day';

const ONE_TO_TWELVE = '(?:0?[1-9]|1[0-2])';
const ABOVE_TWELVE = '(?:1[3-9]|2\\d|3[01])';
const dateOf = (first: string, second: string) => `^${first}[/.-]${second}[/.-]\\d{4}\\b`;

/** Dates without the year in front, by what can be known of their order; polars uses these patterns too. */
export const OPEN_DATE_PATTERN = dateOf(ONE_TO_TWELVE, ONE_TO_TWELVE);
export const DAY_FIRST_PATTERN = dateOf(ABOVE_TWELVE, ONE_TO_TWELVE);
export const MONTH_FIRST_PATTERN = dateOf(ONE_TO_TWELVE, ABOVE_TWELVE);

const ORDERED = new RegExp(
  `^(\\d{1,2})([/.-])(\\d{1,2})\\2(\\d{4}),? +(\\d{1,2}:\\d\\d(?::\\d\\d)?)(?:\\.(\\d{0,9}))?( ?[AaPp]\\.?[Mm]\\.?)?(?:${UTC_PATTERN})?$`,
);

/** @returns UTC microseconds of a text such as `6/5/2024 8:30` or `5.6.2024 08:30:15.25 PM`; null where it is none. */
export function parseOrderedInstant(text: string, order: DateOrder): number | null {
  const [, first = '', , second = '', year = '', clock = '', fraction = '', half = ''] =
    ORDERED.exec(text.trim()) ?? [];
  const seconds = parseTimeOfDay(`${clock}${half}`, 'start');
  if (seconds === null) return null;
  const [day, month] = order === 'day-month-year' ? [first, second] : [second, first];
  const time = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60].map(twoDigits);
  return instantOf(`${year}-${twoDigits(month)}-${twoDigits(day)}`, time.join(':'), fraction);
}

function twoDigits(value: number | string): string {
  return String(value).padStart(2, '0');
}
