import fc from 'fast-check';
import type { Method } from '../../../src/contract/methods';
import { businessIntervals } from '../../../src/domain/hours/business-hours';
import { toIntervalColumns } from '../../../src/domain/hours/interval-columns';
import { LocalClock } from '../../../src/domain/time/local-clock';
import { windowOf } from '../../../src/domain/time/windows';
import { storeWeek } from '../../../src/domain/uptime/store-week';
import { at, dayHours, figuresOf, type HoursRow, pollColumns, shown, span } from './one-store';

const HOLD_MICROS = 7_200_000_000;

function weekOf(
  hours: readonly HoursRow[],
  polls: readonly string[],
  asOf: string,
  method: Method = 'interpolate',
) {
  const window = windowOf('week', at(asOf));
  const list = toIntervalColumns(businessIntervals(hours.map(dayHours), new LocalClock('UTC'), window));
  return storeWeek({
    storeId: 'a',
    intervals: list,
    polls: pollColumns(polls),
    window,
    method,
    holdMicros: HOLD_MICROS,
  });
}

describe('storeWeek', () => {
  const hours = [
    [1, '09:00', '16:00'],
    [2, '09:00', '16:00'],
  ] as const;
  const polls = [
    'A 2023-01-24 10:00:00',
    'A 2023-01-24 11:00:00',
    'I 2023-01-24 13:00:00',
    'A 2023-01-24 20:00:00',
    'A 2023-01-25 11:30:00',
  ];

  it('has each stretch, and joins adjacent ones of the same status', () => {
    const week = weekOf(hours, polls, '2023-01-25 12:00:00');
    expect(shown(week.stretches)).toEqual([
      '2023-01-18 12:00 – 2023-01-18 16:00',
      '2023-01-24 09:00 – 2023-01-24 12:00',
      '2023-01-24 12:00 – 2023-01-24 15:00',
      '2023-01-24 15:00 – 2023-01-24 16:00',
      '2023-01-25 09:00 – 2023-01-25 09:30',
      '2023-01-25 09:30 – 2023-01-25 12:00',
    ]);
    expect(week.stretches.map(({ status }) => status)).toEqual([
      'unknown',
      'up',
      'down',
      'unknown',
      'unknown',
      'up',
    ]);
  });

  it('cuts business hours to the week, and keeps the polls outside them', () => {
    const week = weekOf(hours, polls, '2023-01-25 12:00:00');
    expect(shown(week.business)).toEqual([
      '2023-01-18 12:00 – 2023-01-18 16:00',
      '2023-01-24 09:00 – 2023-01-24 16:00',
      '2023-01-25 09:00 – 2023-01-25 12:00',
    ]);
    expect(week.polls).toHaveLength(5);
    expect(week.polls[3]).toEqual({ atMicros: at('2023-01-24 20:00:00'), active: true });
  });

  it('has no stretches for the method count', () => {
    expect(weekOf(hours, polls, '2023-01-25 12:00:00', 'count').stretches).toEqual([]);
  });

  it('is all unknown for a silent store', () => {
    const week = weekOf([], [], '2023-01-25 12:00:00');
    expect(week.stretches).toEqual([
      { ...span('2023-01-18 12:00:00', '2023-01-25 12:00:00'), status: 'unknown' },
    ]);
  });

  it('adds up to the figures of the report', () => {
    const hour = fc.nat(8 * 24).map((hours) => at('2023-01-17 18:30:00') + hours * 3_600_000_000);
    const poll = fc.tuple(fc.constantFrom('A', 'I'), hour);
    fc.assert(
      fc.property(fc.uniqueArray(poll, { selector: ([, instant]) => instant, maxLength: 60 }), (rows) => {
        const texts = rows.map(
          ([letter, instant]) => `${letter} ${new Date(instant / 1_000).toISOString().slice(0, 19)}`,
        );
        const asOf = '2023-01-25 12:00:00';
        const { stretches } = weekOf(hours, texts, asOf);
        const total = (wanted: string) =>
          stretches
            .filter(({ status }) => status === wanted)
            .reduce((sum, { fromMicros, toMicros }) => sum + toMicros - fromMicros, 0) / 3_600_000_000;
        const { week } = figuresOf({ hours, polls: texts, asOf });
        expect(total('up')).toBeCloseTo(week.up, 9);
        expect(total('down')).toBeCloseTo(week.down, 9);
        expect(total('unknown')).toBeCloseTo(week.unknown, 9);
      }),
      { seed: 15, numRuns: 60 },
    );
  });
});
