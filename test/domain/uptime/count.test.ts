import fc from 'fast-check';
import { figuresOf } from './one-store';

const README_STORE = {
  method: 'count',
  hours: [[0, '09:00', '16:00']],
  polls: [
    'A 2023-01-23 09:00:00',
    'I 2023-01-23 10:00:00',
    'A 2023-01-23 11:00:00',
    'I 2023-01-23 12:00:00',
    'A 2023-01-23 13:00:00',
    'A 2023-01-23 14:00:00',
    'A 2023-01-23 15:00:00',
    'I 2023-01-23 16:00:00',
  ],
  asOf: '2023-01-23 16:00:00',
} as const;

const WEDNESDAY = { method: 'count', hours: [[2, '06:00', '22:00']], asOf: '2023-01-26 00:00:00' } as const;

describe('method count', () => {
  it('worked case 1: 5 active polls, + 0 at the opening, + 1 h to the closing = 6 h; down 18 h', () => {
    const { day, week } = figuresOf(README_STORE);
    expect(day).toMatchObject({ up: 6, down: 18 });
    expect(week).toMatchObject({ up: 6, down: 162 });
  });

  it('worked case 1, last hour: the poll at 15:00 counts, and the hour to the closing, but never above the window', () => {
    expect(figuresOf(README_STORE).hour).toMatchObject({ up: 1, down: 0 });
  });

  it('worked case 2: one active poll counts 1 h, plus from the opening and to the closing', () => {
    const { day } = figuresOf({
      method: 'count',
      zone: 'America/Chicago',
      hours: [[4, '22:00', '02:00']],
      polls: ['A 2023-01-21 07:30:00'],
      asOf: '2023-01-21 18:00:00',
    });
    expect(day).toMatchObject({ up: 1 + 3.5 + 0.5, down: 19 });
  });

  it('worked case 3: this method also counts business time in elapsed hours', () => {
    const store = { method: 'count', zone: 'America/New_York', hours: [[6, '00:00', '23:59:59']] } as const;
    expect(figuresOf({ ...store, asOf: '2023-03-15 00:00:00' }).week.business).toBe(23);
    expect(figuresOf({ ...store, asOf: '2023-11-08 00:00:00' }).week.business).toBe(25);
  });

  it('the time from the opening counts only if the earliest poll is active', () => {
    expect(
      figuresOf({ ...WEDNESDAY, polls: ['A 2023-01-25 09:00:00', 'I 2023-01-25 10:00:00'] }).day.up,
    ).toBe(4);
    expect(
      figuresOf({ ...WEDNESDAY, polls: ['I 2023-01-25 09:00:00', 'I 2023-01-25 10:00:00'] }).day.up,
    ).toBe(0);
  });

  it('the time to the closing counts only if the latest poll is active', () => {
    expect(
      figuresOf({ ...WEDNESDAY, polls: ['I 2023-01-25 19:00:00', 'A 2023-01-25 20:00:00'] }).day.up,
    ).toBe(3);
    expect(
      figuresOf({ ...WEDNESDAY, polls: ['A 2023-01-25 06:00:00', 'I 2023-01-25 20:00:00'] }).day.up,
    ).toBe(1);
  });

  it('opening and closing are clipped to the window', () => {
    const polls = ['A 2023-01-25 11:30:00'];
    const { hour, day } = figuresOf({ ...WEDNESDAY, polls, asOf: '2023-01-25 12:00:00' });
    expect(hour).toMatchObject({ up: 1, down: 0 });
    expect(day).toMatchObject({ up: 1 + 5.5 + 0.5, down: 24 - 7 });
  });

  it('the earliest and latest poll are those of the window, not of the interval', () => {
    const polls = ['I 2023-01-25 10:00:00', 'A 2023-01-25 11:15:00', 'I 2023-01-25 11:45:00'];
    const { hour } = figuresOf({ ...WEDNESDAY, polls, asOf: '2023-01-25 12:00:00' });
    expect(hour).toMatchObject({ up: 1, down: 0 });
  });

  it('a poll exactly at as-of is left out, one exactly at the start of the window counts', () => {
    const asOf = '2023-01-25 12:00:00';
    expect(figuresOf({ ...WEDNESDAY, asOf, polls: ['A 2023-01-25 12:00:00'] }).hour.up).toBe(0);
    expect(
      figuresOf({ ...WEDNESDAY, asOf, polls: ['A 2023-01-25 11:00:00', 'I 2023-01-25 11:30:00'] }).hour.up,
    ).toBe(1);
  });

  it('a poll outside business hours does not count', () => {
    expect(
      figuresOf({ ...WEDNESDAY, polls: ['A 2023-01-25 05:00:00', 'A 2023-01-25 22:00:00'] }).day.up,
    ).toBe(0);
  });

  it('two intervals of a day each have their own ends', () => {
    const hours = [
      [2, '06:00', '10:00'],
      [2, '12:00', '14:00'],
    ] as const;
    const polls = ['A 2023-01-25 09:00:00', 'A 2023-01-25 12:30:00'];
    expect(figuresOf({ ...WEDNESDAY, hours, polls }).day.up).toBe(1 + 3 + 1 + (1 + 0.5 + 1.5));
  });

  it('closed hours count as down, and a silent store is down all week', () => {
    expect(figuresOf(WEDNESDAY)).toMatchObject({
      hour: { up: 0, down: 1 },
      day: { up: 0, down: 24 },
      week: { up: 0, down: 168 },
    });
  });

  it('unknown is null: the method does not have it', () => {
    expect(figuresOf(README_STORE).day.unknown).toBeNaN();
  });

  it('uptime is never above the window, and up + down = window', () => {
    const minute = fc.nat(7 * 24 * 60).map((minutes) => {
      const instant = new Date(Date.UTC(2023, 0, 18, 12) + minutes * 60_000).toISOString().slice(0, 19);
      return `A ${instant}`;
    });
    fc.assert(
      fc.property(fc.uniqueArray(minute, { maxLength: 400 }), (polls) => {
        const figures = figuresOf({ method: 'count', polls, asOf: '2023-01-25 12:00:00' });
        const windows = [figures.hour, figures.day, figures.week];
        windows.forEach(({ up, down }, index) => {
          const length = [1, 24, 168][index] ?? 0;
          expect(up).toBeGreaterThanOrEqual(0);
          expect(up).toBeLessThanOrEqual(length);
          expect(up + down).toBeCloseTo(length, 9);
        });
      }),
      { seed: 13, numRuns: 100 },
    );
  });
});
