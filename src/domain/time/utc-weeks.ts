import { MICROS_PER_DAY } from './instants';

/** 1970 began on a Thursday. */
const DAYS_FROM_MONDAY = 3;

/** The number of the week, Monday to Sunday in UTC, that an instant lies in; consecutive weeks have consecutive numbers. */
export function weekOf(atMicros: number): number {
  return Math.floor((Math.floor(atMicros / MICROS_PER_DAY) + DAYS_FROM_MONDAY) / 7);
}
