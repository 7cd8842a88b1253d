import fc from 'fast-check';
import { type ReferenceHours, type ReferencePoll, type ReferenceQuestion, readings } from './reference';

const DAY = 1_440;
const DEFAULT_ZONE = 'America/Chicago';

/** A store with the fields of its input files and of the reference. */
export interface ScenarioStore {
  readonly id: string;
  /** null: the timezones file lacks the store. May also be a name that is no zone. */
  readonly timezone: string | null;
  readonly zone: string;
  readonly hours: readonly (ReferenceHours & { readonly endText: string })[];
  /** Each poll with the index of its file. Within a file, they have the order of this list. */
  readonly polls: readonly (ReferencePoll & { readonly file: number })[];
}

export interface Scenario {
  readonly questions: readonly ReferenceQuestion[];
  readonly fileCount: number;
  readonly stores: readonly ScenarioStore[];
}

/** Clock changes of each kind with zones that have them, and a week without any. */
const OCCASIONS = [
  ['2023-03-12', ['America/New_York', 'America/Chicago', 'America/Havana']],
  ['2023-11-05', ['America/New_York', 'America/Chicago', 'America/Havana']],
  ['2023-03-26', ['Asia/Beirut', 'Europe/Dublin', 'Europe/Berlin', 'Atlantic/Azores']],
  ['2023-10-29', ['Asia/Beirut', 'Europe/Dublin', 'Europe/Berlin', 'Atlantic/Azores']],
  ['2023-04-02', ['Australia/Lord_Howe', 'Australia/Sydney']],
  ['2023-10-01', ['Australia/Lord_Howe', 'Australia/Sydney']],
  ['2023-01-25', ['Asia/Kolkata', 'Pacific/Kiritimati', 'Pacific/Honolulu']],
] as const;

const even = (min: number, max: number) => fc.integer({ min: min / 2, max: max / 2 }).map((half) => half * 2);

/** Often in the first hours of the day, when clocks change. */
const timeOfDay = fc.oneof(even(0, 240), even(0, DAY - 2), fc.constantFrom(0, 120, 180, 540, 1_320));
const timeText = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

const hoursRow = fc
  .record({
    day: fc.oneof(fc.constantFrom(5, 6, 0), fc.integer({ min: 0, max: 6 })),
    start: timeOfDay,
    end: fc.oneof(
      timeOfDay.map((end) => ({ end, endText: timeText(end) })),
      timeOfDay.map((end) => ({ end: DAY + end, endText: timeText(DAY + end) })),
      fc
        .constantFrom('23:59', '23:59:00', '23:59:30', '23:59:59', '24:00')
        .map((endText) => ({ end: DAY, endText })),
    ),
  })
  .map(({ day, start, end }) => ({ day, start, ...end }));

const everyDay = hoursRow.map((row) => [0, 1, 2, 3, 4, 5, 6].map((day) => ({ ...row, day })));
const allWeek = fc.constant(
  [0, 1, 2, 3, 4, 5, 6].map((day) => ({ day, start: 0, end: DAY, endText: '23:59:59' })),
);
const hours = fc.oneof(
  { weight: 4, arbitrary: fc.array(hoursRow, { maxLength: 6 }) },
  { weight: 2, arbitrary: everyDay },
  { weight: 1, arbitrary: allWeek },
);

type Place = (asOf: number, store: Pick<ScenarioStore, 'zone' | 'hours'>) => number;

/** Anywhere in the week, at the edges of the windows, and at openings and closings. */
const place: fc.Arbitrary<Place> = fc.oneof(
  {
    weight: 12,
    arbitrary: even(-8 * DAY, 240).map(
      (minutes): Place =>
        (asOf) =>
          asOf + minutes,
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.constantFrom(0, 60, DAY, 7 * DAY), fc.constantFrom(-2, 0, 2)).map(
      ([window, past]): Place =>
        (asOf) =>
          asOf - window + past,
    ),
  },
  {
    weight: 4,
    arbitrary: fc.tuple(fc.nat(7), fc.nat(20), fc.boolean(), fc.constantFrom(-2, 0, 2)).map(
      ([daysAgo, which, opening, past]): Place =>
        (asOf, store) => {
          const row = store.hours[which % Math.max(store.hours.length, 1)];
          const local = (Math.floor(asOf / DAY) - daysAgo) * DAY + ((opening ? row?.start : row?.end) ?? 0);
          return (readings(store.zone, local)[0] ?? 0) + past;
        },
    ),
  },
);

const onePoll = fc.record({ place, active: fc.boolean() });
/** Polls at a fixed interval, some of them missing. */
const pollSeries = fc
  .record({
    from: even(-8 * DAY, 0),
    every: fc.constantFrom(30, 60, 120, 240),
    answers: fc.array(fc.constantFrom('up', 'up', 'down', 'missing'), { minLength: 5, maxLength: 80 }),
  })
  .map(({ from, every, answers }) =>
    answers.flatMap((answer, index) =>
      answer === 'missing'
        ? []
        : [{ place: (asOf: number) => asOf + from + index * every, active: answer === 'up' }],
    ),
  );
const polls = fc
  .tuple(fc.array(onePoll, { maxLength: 12 }), fc.array(pollSeries, { maxLength: 2 }), fc.nat(4))
  .map(([single, series, again]) => {
    const all = [...single, ...series.flat()];
    return [
      ...all,
      ...all
        .slice(0, again)
        .map(({ place, active }, index) => ({ place, active: active !== (index % 2 === 0) })),
    ];
  });

const storeOf = (zones: readonly string[]) =>
  fc
    .record({
      timezone: fc.oneof(
        { weight: 8, arbitrary: fc.constantFrom<string | null>(...zones) },
        { weight: 1, arbitrary: fc.constantFrom(null, 'Mars/Olympus', 'UTC') },
      ),
      hours,
      polls,
      files: fc.array(fc.nat(2), { minLength: 1, maxLength: 20 }),
    })
    .map(({ timezone, hours, polls, files }) => {
      const zone = timezone === null || timezone === 'Mars/Olympus' ? DEFAULT_ZONE : timezone;
      return { timezone, zone, hours, polls, files };
    });

/**
 * Each scenario has questions for both methods at two instants: nearly all polls are before the later one,
 * and some are after the earlier one.
 * @param storeCount at most this many stores, mostly in zones of the occasion
 */
export function scenarios(storeCount: number): fc.Arbitrary<Scenario> {
  return fc.constantFrom(...OCCASIONS).chain(([date, zones]) =>
    fc
      .record({
        pastDate: even(-DAY, 8 * DAY),
        earlierBy: even(0, 4 * DAY),
        hold: fc.oneof(fc.constant(120), even(0, 600)),
        fileCount: fc.integer({ min: 1, max: 3 }),
        stores: fc.array(storeOf(zones), { minLength: 1, maxLength: storeCount, size: 'max' }),
      })
      .map(({ pastDate, earlierBy, hold, fileCount, stores }): Scenario => {
        const asOf = Date.parse(date) / 60_000 + pastDate;
        return {
          fileCount,
          questions: [asOf, asOf - earlierBy].flatMap((instant) => [
            { asOf: instant, method: 'interpolate', hold },
            { asOf: instant, method: 'count', hold },
          ]),
          stores: stores.map((store, index) => ({
            ...store,
            id: `${9_007_199_254_740_993n + BigInt(index * 7_919)}`,
            polls: store.polls.map((poll, row) => ({
              at: poll.place(asOf, store),
              active: poll.active,
              file: (store.files[row % store.files.length] ?? 0) % fileCount,
            })),
          })),
        };
      }),
  );
}
