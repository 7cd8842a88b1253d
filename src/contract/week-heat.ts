/** Hours of a week, and so the length of each list of a heat. */
export const WEEK_HOURS = 168;

/**
 * The last week over all stores, by the clock of each: for every hour of every weekday, from Monday 00:00 on, how many
 * microseconds of business time were up, down and unknown. The place of an hour is weekday × 24 + hour.
 */
export interface WeekHeat {
  readonly upMicros: readonly number[];
  readonly downMicros: readonly number[];
  readonly unknownMicros: readonly number[];
}
