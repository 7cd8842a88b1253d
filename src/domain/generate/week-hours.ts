import { drawDayHours, drawWholeDay, type TimeRange } from './day-hours';
import { chance, pick, type Random, shuffled, type Weighted } from './random';

/** One row of menu hours: day 0 is Monday, times are local `HH:MM:SS`. */
export interface HoursRow extends TimeRange {
  readonly day: number;
}

const WEEK = [0, 1, 2, 3, 4, 5, 6];
const FRIDAY = 4;
const ROUND_THE_CLOCK_SHARE = 0.12;
const PARTIAL_WEEK_SHARE_OF_OTHERS = 0.205;
const SAME_EVERY_DAY_SHARE = 0.56;

const OPEN_DAYS_OF_PARTIAL_WEEK: Weighted<number> = [
  [6, 1_446],
  [5, 391],
  [1, 150],
  [4, 44],
  [3, 31],
  [2, 4],
];

const CLOSED_DAY_WEIGHTS = [5, 2, 1, 0.5, 0.4, 1.3, 6];

/** A week of menu hours like those of the public data; never empty. The days are in random order. */
export function drawWeekHours(random: Random): readonly HoursRow[] {
  if (chance(random, ROUND_THE_CLOCK_SHARE)) return roundTheClock(random);
  const weekdays = drawDayHours(random);
  const weekend = chance(random, SAME_EVERY_DAY_SHARE) ? weekdays : drawDayHours(random);
  return shuffled(random, drawOpenDays(random)).flatMap((day) =>
    (day < FRIDAY ? weekdays : weekend).map((range) => ({ day, ...range })),
  );
}

function roundTheClock(random: Random): readonly HoursRow[] {
  const wholeDay = drawWholeDay(random);
  return shuffled(random, WEEK).map((day) => ({ day, ...wholeDay }));
}

function drawOpenDays(random: Random): readonly number[] {
  if (!chance(random, PARTIAL_WEEK_SHARE_OF_OTHERS)) return WEEK;
  const openDays = pick(random, OPEN_DAYS_OF_PARTIAL_WEEK);
  let open = WEEK;
  while (open.length > openDays) {
    const closed = pick(
      random,
      open.map((day) => [day, CLOSED_DAY_WEIGHTS[day] ?? 1] as const),
    );
    open = open.filter((day) => day !== closed);
  }
  return open;
}
