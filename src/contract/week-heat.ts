/** The hours of a week: the length of each list of a heat. */
export const WEEK_HOURS = 168;

/**
 * The last week over all stores, each in its own local time: for every hour of the week from Monday 00:00, the
 * microseconds of business time that were up, down and unknown. The index of an hour is weekday × 24 + hour.
 */
export interface WeekHeat {
  readonly upMicros: readonly number[];
  readonly downMicros: readonly number[];
  readonly unknownMicros: readonly number[];
}
