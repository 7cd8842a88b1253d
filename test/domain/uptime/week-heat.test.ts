import fc from 'fast-check';
import { DateTime } from 'luxon';
import { type StretchStatus, WEEK_HOURS, type WeekHeat } from '../../../src/contract/report';
import { windowOf } from '../../../src/domain/time/windows';
import { WeekHeatSums } from '../../../src/domain/uptime/week-heat';
import { at } from './one-store';

const MINUTE = 60_000_000;
const HOUR = 60 * MINUTE;
const STATUSES = ['up', 'down', 'unknown'] as const;
/** Weeks with clock changes of an hour and of half an hour, and zones with offsets in fractions of an hour. */
const OCCASIONS = [
  ['2023-03-15', ['America/New_York', 'America/Havana', 'UTC']],
  ['2023-11-08', ['America/New_York', 'Asia/Kathmandu']],
  ['2023-04-05', ['Australia/Lord_Howe', 'Asia/Kolkata']],
  ['2023-10-04', ['Australia/Lord_Howe', 'Pacific/Chatham']],
] as const;

interface StretchOf {
  readonly store: number;
  readonly from: number;
  readonly to: number;
  readonly status: StretchStatus;
}

const place = (weekday: number, hour: number) => (weekday - 1) * 24 + hour;

const hours = new Map<string, number>();

/** Remembers each minute: the scenarios share their weeks, and luxon is slow. */
function hourOfWeek(minute: number, zone: string): number {
  const key = `${zone} ${minute}`;
  const wall = hours.has(key) ? null : DateTime.fromMillis(minute / 1_000, { zone });
  if (wall) hours.set(key, place(wall.weekday, wall.hour));
  return hours.get(key) ?? Number.NaN;
}

/** Sums up the local hours minute by minute. */
function naive(stretches: readonly StretchOf[], zones: readonly string[], asOf: number): number[][] {
  const sums = STATUSES.map(() => new Array<number>(WEEK_HOURS).fill(0));
  for (const { store, from, to, status } of stretches) {
    for (let minute = from; minute < to; minute += MINUTE) {
      if (minute < asOf - 7 * 24 * HOUR || minute >= asOf) continue;
      const column = sums[STATUSES.indexOf(status)] ?? [];
      const hour = hourOfWeek(minute, zones[store] ?? 'UTC');
      column[hour] = (column[hour] ?? 0) + MINUTE;
    }
  }
  return sums;
}

const listsOf = (heat: WeekHeat) => [heat.upMicros, heat.downMicros, heat.unknownMicros];

const scenario = fc.constantFrom(...OCCASIONS).chain(([date, zones]) =>
  fc
    .record({
      minutesAfter: fc.nat(1_439),
      stores: fc.array(
        fc.record({
          zone: fc.constantFrom(...zones),
          cuts: fc.uniqueArray(fc.integer({ min: -11_000, max: 400 }), { minLength: 2, maxLength: 10 }),
          statuses: fc.array(fc.constantFrom(...STATUSES), { minLength: 10, maxLength: 10 }),
        }),
        { minLength: 1, maxLength: 3 },
      ),
    })
    .map(({ minutesAfter, stores }) => {
      const asOf = at(`${date} 00:00:00`) + minutesAfter * MINUTE;
      const stretches = stores.flatMap(({ cuts, statuses }, store) => {
        const sorted = [...cuts].sort((a, b) => a - b);
        return sorted.slice(1).map((to, index) => ({
          store,
          from: asOf + (sorted[index] ?? 0) * MINUTE,
          to: asOf + to * MINUTE,
          status: statuses[index] ?? 'up',
        }));
      });
      return { asOf, zones: stores.map(({ zone }) => zone), stretches };
    }),
);

describe('the sums of the heat map', () => {
  it('equal a count minute by minute in each local time', () => {
    fc.assert(
      fc.property(scenario, ({ asOf, zones, stretches }) => {
        const sums = new WeekHeatSums(zones, windowOf('week', asOf));
        for (const { store, from, to, status } of stretches) sums.add(store, from, to, status);
        expect(listsOf(sums.toHeat())).toEqual(naive(stretches, zones, asOf));
      }),
      { seed: 7, numRuns: 25 },
    );
  });

  it('have an empty skipped hour and a doubled repeated hour at clock changes', () => {
    const whole = (asOf: string) => {
      const sums = new WeekHeatSums(['America/New_York'], windowOf('week', at(asOf)));
      sums.add(0, at(asOf) - 8 * 24 * HOUR, at(asOf), 'up');
      return sums.toHeat().upMicros;
    };
    const spring = whole('2023-03-15 12:00:00');
    expect(spring[place(7, 2)]).toBe(0);
    expect(spring[place(7, 3)]).toBe(HOUR);
    const autumn = whole('2023-11-08 12:00:00');
    expect(autumn[place(7, 1)]).toBe(2 * HOUR);
    for (const hours of [spring, autumn]) {
      expect(hours).toHaveLength(WEEK_HOURS);
      expect(hours.reduce((sum, micros) => sum + micros, 0)).toBe(7 * 24 * HOUR);
    }
  });

  it('add both ends of the week to the hour of as-of', () => {
    const asOf = at('2023-01-25 18:13:22.479220');
    const sums = new WeekHeatSums(['UTC'], windowOf('week', asOf));
    sums.add(0, asOf - 8 * 24 * HOUR, asOf + HOUR, 'down');
    expect(sums.toHeat().downMicros).toEqual(new Array(WEEK_HOURS).fill(HOUR));
  });
});
