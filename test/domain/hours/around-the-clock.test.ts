import { isAroundTheClock } from '../../../src/domain/hours/around-the-clock';
import { businessIntervals, type DayHours, toDayHours } from '../../../src/domain/hours/business-hours';
import { LocalClock } from '../../../src/domain/time/local-clock';
import { windowOf } from '../../../src/domain/time/windows';
import { at } from '../uptime/one-store';

const HOUR = 3_600;
const DAYS = [0, 1, 2, 3, 4, 5, 6];
const daily = (start: number, end: number) => DAYS.map((day) => toDayHours(day, start * HOUR, end * HOUR));

describe('isAroundTheClock', () => {
  it.each<readonly [string, readonly DayHours[]]>([
    ['no rows', []],
    ['midnight to midnight, every day', daily(0, 24)],
    ['23:59:59 as the end', DAYS.map((day) => toDayHours(day, 0, 24 * HOUR - 1))],
    ['24 hours from noon on, every day', daily(12, 12)],
    ['two halves that touch', [...daily(0, 11), ...daily(11, 24)]],
    ['further hours within', [...daily(0, 24), ...daily(9, 17)]],
  ])('is true of %s', (_, rows) => {
    expect(isAroundTheClock(rows)).toBe(true);
  });

  it.each<readonly [string, readonly DayHours[]]>([
    ['a day without a row', daily(0, 24).slice(1)],
    ['a closed day', [...daily(0, 24).slice(1), { day: 0, startSeconds: 0, endSeconds: 0 }]],
    [
      'a minute between two rows',
      [...daily(0, 11), ...DAYS.map((day) => toDayHours(day, 11 * HOUR + 60, 0))],
    ],
    ['hours of a day', daily(9, 17)],
    ['hours that only overlap', [...daily(0, 3), ...DAYS.map((day) => toDayHours(day, 2.5 * HOUR, 0))]],
  ])('is false of %s', (_, rows) => {
    expect(isAroundTheClock(rows)).toBe(false);
  });

  it('is false of hours that only overlap, because a skipped hour leaves a gap', () => {
    const rows = [...daily(0, 3), ...DAYS.map((day) => toDayHours(day, 2.5 * HOUR, 0))];
    const week = windowOf('week', at('2023-03-15 00:00:00'));
    expect(businessIntervals(rows, new LocalClock('UTC'), week)).toHaveLength(1);
    expect(businessIntervals(rows, new LocalClock('America/New_York'), week)).toHaveLength(2);
  });
});
