import { MICROS_PER_DAY } from './instants';

/** 1970 began on a Thursday. */
const DAYS_FROM_MONDAY = 3;

/** The number of an instant's UTC week, Monday to Sunday; consecutive weeks have consecutive numbers. */
export function weekOf(atMicros: number): number {
  return Math.floor((Math.floor(atMicros / MICROS_PER_DAY) + DAYS_FROM_MONDAY) / 7);
}
