import fc from 'fast-check';
import type { Span } from '../../../src/contract/report';
import { type DayHours, fleetIntervals, toDayHours } from '../../../src/domain/hours/business-hours';
import { LocalClock } from '../../../src/domain/time/local-clock';
import { span } from '../uptime/one-store';

const DAY_SECONDS = 86_400;
const DAY_MICROS = DAY_SECONDS * 1_000_000;

interface Store {
  readonly zone: string;
  readonly hours: readonly DayHours[];
}

/** The rule of docs/semantics.md for one store: sort all openings, unite them, select those of the week. */
function plainIntervals({ zone, hours }: Store, within: Span): (readonly [number, number])[] {
  if (hours.length === 0) return [[within.fromMicros - DAY_MICROS, within.toMicros + DAY_MICROS]];
  const clock = new LocalClock(zone);
  const dates = Array.from({ length: 14 }, (_, day) => Math.floor(within.fromMicros / DAY_MICROS) - 3 + day);
  const utc = (date: number, seconds: number, edge: 'opening' | 'closing') =>
    clock.toUtcMillis((date * DAY_SECONDS + seconds) * 1_000, edge) * 1_000;
  // An opening of the date before the week may run into it, but no earlier one can.
  const first = clock.localDayAt(within.fromMicros / 1_000) - 1;
  const last = clock.localDayAt(within.toMicros / 1_000);
  const openings = dates
    .filter((date) => date >= first && date <= last)
    .flatMap((date) => hours.filter(({ day }) => (date + 3) % 7 === day).map((row) => ({ date, row })))
    .map(({ date, row }) => [utc(date, row.startSeconds, 'opening'), utc(date, row.endSeconds, 'closing')])
    .filter(([open = 0, close = 0]) => close > open)
    .sort(([one = 0], [other = 0]) => one - other);
  const united: [number, number][] = [];
  for (const [open = 0, close = 0] of openings) {
    const before = united.at(-1);
    if (before && open <= before[1]) before[1] = Math.max(before[1], close);
    else united.push([open, close]);
  }
  return united.filter(([open, close]) => close > within.fromMicros && open <= within.toMicros);
}

const timeOfDay = fc.oneof(
  fc.nat(DAY_SECONDS - 1),
  // Round times, so that rows touch, also near the hours of clock changes.
  fc.nat(47).map((halfHours) => halfHours * 1_800),
  fc.constantFrom(0, 3_600, 5_400, 7_200, 9_000, 10_800, 23 * 3_600 + 59 * 60, DAY_SECONDS - 1),
);
const row = fc
  .tuple(fc.nat(6), timeOfDay, timeOfDay)
  .map(([day, start, end]): DayHours => toDayHours(day, start, end));
const store = fc.record({
  zone: fc.constantFrom(
    'UTC',
    'America/New_York',
    'America/Havana',
    'Asia/Beirut',
    'Europe/Dublin',
    'Australia/Lord_Howe',
    'Pacific/Kiritimati',
    'Pacific/Honolulu',
  ),
  hours: fc.array(row, { maxLength: 16 }),
});
const weeks = [
  span('2023-01-18 12:34:56', '2023-01-25 12:34:56'),
  span('2023-03-08 06:30:00', '2023-03-15 06:30:00'),
  span('2023-03-20 00:00:00', '2023-03-27 00:00:00'),
  span('2023-03-28 16:00:00', '2023-04-04 16:00:00'),
  span('2023-09-27 00:00:00', '2023-10-04 00:00:00'),
  span('2023-10-24 12:00:00', '2023-10-31 12:00:00'),
  span('2023-11-01 05:30:00', '2023-11-08 05:30:00'),
];

it('the intervals of a fleet follow the simple rule for each store, in any order of its rows', () => {
  fc.assert(
    fc.property(fc.array(store, { maxLength: 5 }), fc.constantFrom(...weeks), (stores, week) => {
      const rows = stores.flatMap(({ hours }, index) => hours.map((hour) => ({ ...hour, index })));
      const found = fleetIntervals(
        stores.map(({ zone }) => new LocalClock(zone)),
        {
          store: Int32Array.from(rows, ({ index }) => index),
          day: Int32Array.from(rows, ({ day }) => day),
          startSeconds: Int32Array.from(rows, ({ startSeconds }) => startSeconds),
          endSeconds: Int32Array.from(rows, ({ endSeconds }) => endSeconds),
        },
        week,
      );
      const expected = stores.flatMap((each, index) =>
        plainIntervals(each, week).map(([open, close]) => [index, open, close]),
      );
      expect(
        Array.from(found.store, (index, at) => [index, found.openMicros[at], found.closeMicros[at]]),
      ).toEqual(expected);
    }),
    { seed: 23, numRuns: 1_000 },
  );
});
