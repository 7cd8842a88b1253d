import fc from 'fast-check';
import type { Span } from '../../../src/contract/report';
import { toDayHours } from '../../../src/domain/hours/business-hours';
import { IntervalList } from '../../../src/domain/hours/interval-list';
import { figuresOf, openingsOf } from '../uptime/one-store';

const WEEK = ['2023-01-16 00:00:00', '2023-01-23 00:00:00'] as const;

describe('business hours: [date + start, date + end) on each local date whose weekday has a row', () => {
  it('day 0 is Monday and day 6 is Sunday', () => {
    expect(
      openingsOf(
        'UTC',
        [
          [0, '09:00', '10:00'],
          [6, '11:00', '12:00'],
        ],
        ['2023-01-15 12:00:00', '2023-01-22 11:30:00'],
      ),
    ).toEqual(['2023-01-16 09:00 – 2023-01-16 10:00', '2023-01-22 11:00 – 2023-01-22 12:00']);
  });

  it("the times are local times of the store's timezone", () => {
    expect(openingsOf('Asia/Kathmandu', [[2, '09:00', '17:30']], WEEK)).toEqual([
      '2023-01-18 03:15 – 2023-01-18 11:45',
    ]);
  });

  it('the weekday is that of the local date, not the UTC date', () => {
    expect(openingsOf('Pacific/Kiritimati', [[0, '01:00', '02:00']], WEEK)).toEqual([
      '2023-01-22 11:00 – 2023-01-22 12:00',
    ]);
    expect(openingsOf('Pacific/Honolulu', [[6, '20:00', '21:00']], WEEK)).toEqual([
      '2023-01-16 06:00 – 2023-01-16 07:00',
    ]);
  });

  it.each(['23:59', '23:59:00', '23:59:30', '23:59:59'])('an end of %s means midnight', (end) => {
    expect(openingsOf('UTC', [[1, '10:00', end]], WEEK)).toEqual(['2023-01-17 10:00 – 2023-01-18 00:00']);
  });

  it('an end of 23:58:59 means just that', () => {
    expect(openingsOf('UTC', [[1, '10:00', '23:58:59']], WEEK)).toEqual([
      '2023-01-17 10:00 – 2023-01-17T23:58:59Z'.replace('T', ' '),
    ]);
  });

  it('an end of 24:00 and an end of 00:00 mean midnight too', () => {
    expect(toDayHours(1, 36_000, 86_400)).toEqual(toDayHours(1, 36_000, 86_399));
    expect(toDayHours(1, 36_000, 0)).toEqual(toDayHours(1, 36_000, 86_399));
  });

  it('an end above 24:00 is on the next day, and its 23:59 means midnight too', () => {
    expect(openingsOf('UTC', [[4, '18:00', '26:00']], WEEK)).toEqual(
      openingsOf('UTC', [[4, '18:00', '02:00']], WEEK),
    );
    expect(openingsOf('UTC', [[4, '09:00', '33:00']], WEEK)).toEqual(['2023-01-20 09:00 – 2023-01-21 09:00']);
    expect(openingsOf('UTC', [[4, '09:00', '47:59:30']], WEEK)).toEqual([
      '2023-01-20 09:00 – 2023-01-22 00:00',
    ]);
    expect(openingsOf('UTC', [[4, '09:00', '47:58']], WEEK)).toEqual(['2023-01-20 09:00 – 2023-01-21 23:58']);
  });

  it('hours longer than a day are united with those of the next day', () => {
    const hours: Parameters<typeof openingsOf>[1] = [
      [4, '09:00', '40:00'],
      [5, '16:00', '20:00'],
    ];
    expect(openingsOf('UTC', hours, WEEK)).toEqual(['2023-01-20 09:00 – 2023-01-21 20:00']);
  });

  it('an end before the start runs into the next day', () => {
    expect(openingsOf('UTC', [[4, '22:00', '02:00']], WEEK)).toEqual(['2023-01-20 22:00 – 2023-01-21 02:00']);
  });

  it('an overnight opening of the day before the week reaches into it', () => {
    expect(
      openingsOf('UTC', [[6, '22:00', '02:00']], ['2023-01-16 01:00:00', '2023-01-17 00:00:00']),
    ).toEqual(['2023-01-15 22:00 – 2023-01-16 02:00']);
  });

  it('an end equal to the start is 24 hours later', () => {
    expect(openingsOf('UTC', [[4, '06:00', '06:00']], WEEK)).toEqual(['2023-01-20 06:00 – 2023-01-21 06:00']);
  });

  it('a start and an end both at 23:59: the end means midnight, so one minute is open', () => {
    expect(toDayHours(0, 86_340, 86_340)).toEqual({ day: 0, startSeconds: 86_340, endSeconds: 86_400 });
  });

  it('a store with no row at all is open 24×7', () => {
    const { week } = figuresOf({ asOf: '2023-01-25 18:13:22' });
    expect(week).toEqual({ up: 0, down: 0, unknown: 168, business: 168 });
  });

  it('a store with some days is closed on the others', () => {
    const { week, day } = figuresOf({ hours: [[0, '09:00', '17:00']], asOf: '2023-01-25 18:00:00' });
    expect(week.business).toBe(8);
    expect(day.business).toBe(0);
  });

  it('overlapping and touching intervals are united', () => {
    expect(
      openingsOf(
        'UTC',
        [
          [1, '12:00', '15:00'],
          [1, '09:00', '12:00'],
          [1, '14:00', '16:00'],
          [1, '10:00', '11:00'],
          [1, '16:00:01', '17:00'],
          [1, '09:00', '12:00'],
        ],
        WEEK,
      ),
    ).toEqual(['2023-01-17 09:00 – 2023-01-17 16:00', '2023-01-17 16:00:01Z – 2023-01-17 17:00']);
  });

  it('an overnight interval is united with the next day it runs into', () => {
    expect(
      openingsOf(
        'UTC',
        [
          [1, '20:00', '03:00'],
          [2, '02:00', '05:00'],
        ],
        WEEK,
      ),
    ).toEqual(['2023-01-17 20:00 – 2023-01-18 05:00']);
  });

  it.each([
    ['00:00', '23:59:59'],
    ['00:00', '24:00'],
    ['00:00', '00:00'],
    ['08:00', '08:00'],
  ])('seven days of %s to %s are one interval over the whole week', (start, end) => {
    const rows = [0, 1, 2, 3, 4, 5, 6].map((day) => [day, start, end] as const);
    for (const zone of ['UTC', 'America/New_York', 'Asia/Beirut']) {
      expect(openingsOf(zone, rows, ['2023-03-08 12:00:00', '2023-03-29 12:00:00'])).toHaveLength(1);
      expect(figuresOf({ zone, hours: rows, asOf: '2023-03-15 12:00:00' }).week.business).toBe(168);
    }
  });
});

describe('clock changes: durations are elapsed time', () => {
  const ALL_DAY = [[6, '00:00', '23:59:59']] as const;

  it('worked case 3: America/New_York, 00:00–23:59:59 on Sunday 2023-03-12 only: 23 hours of business time', () => {
    const { week } = figuresOf({ zone: 'America/New_York', hours: ALL_DAY, asOf: '2023-03-15 00:00:00' });
    expect(week.business).toBe(23);
  });

  it('worked case 3: on Sunday 2023-11-05: 25 hours', () => {
    const { week } = figuresOf({ zone: 'America/New_York', hours: ALL_DAY, asOf: '2023-11-08 00:00:00' });
    expect(week.business).toBe(25);
  });

  const MARCH = ['2023-03-11 12:00:00', '2023-03-13 12:00:00'] as const;
  const NOVEMBER = ['2023-11-04 12:00:00', '2023-11-06 12:00:00'] as const;

  it('a local time that the clock skips moves forward by the length of the gap', () => {
    expect(openingsOf('America/New_York', [[6, '02:30', '05:00']], MARCH)).toEqual([
      '2023-03-12 07:30 – 2023-03-12 09:00',
    ]);
    expect(openingsOf('America/New_York', [[6, '01:00', '02:30']], MARCH)).toEqual([
      '2023-03-12 06:00 – 2023-03-12 07:30',
    ]);
    expect(openingsOf('America/New_York', [[6, '02:00', '03:00']], MARCH)).toEqual([]);
  });

  it('an opening that the gap moves to its closing or later gives no interval', () => {
    expect(openingsOf('America/New_York', [[6, '02:30', '03:15']], MARCH)).toEqual([]);
  });

  it('a local time that occurs twice means its first instant for an opening, its second for a closing', () => {
    expect(openingsOf('America/New_York', [[6, '01:30', '01:45']], NOVEMBER)).toEqual([
      '2023-11-05 05:30 – 2023-11-05 06:45',
    ]);
    expect(openingsOf('America/New_York', [[6, '01:00', '02:00']], NOVEMBER)).toEqual([
      '2023-11-05 05:00 – 2023-11-05 07:00',
    ]);
    expect(openingsOf('America/New_York', [[5, '22:00', '01:15']], NOVEMBER)).toEqual([
      '2023-11-05 02:00 – 2023-11-05 06:15',
    ]);
  });

  it('Beirut skips midnight itself: Saturday ends where Sunday begins', () => {
    const spring = ['2023-03-24 12:00:00', '2023-03-27 12:00:00'] as const;
    expect(openingsOf('Asia/Beirut', [[5, '20:00', '24:00']], spring)).toEqual([
      '2023-03-25 18:00 – 2023-03-25 22:00',
    ]);
    expect(openingsOf('Asia/Beirut', [[6, '00:00', '02:00']], spring)).toEqual([
      '2023-03-25 22:00 – 2023-03-25 23:00',
    ]);
    expect(openingsOf('Asia/Beirut', [[6, '00:30', '02:00']], spring)).toEqual([
      '2023-03-25 22:30 – 2023-03-25 23:00',
    ]);
    expect(openingsOf('Asia/Beirut', ALL_DAY, spring)).toEqual(['2023-03-25 22:00 – 2023-03-26 21:00']);
  });

  it('Beirut goes back at midnight: the hour before it occurs twice, midnight once', () => {
    expect(
      openingsOf('Asia/Beirut', [[5, '23:00', '23:59']], ['2023-10-27 12:00:00', '2023-10-30 12:00:00']),
    ).toEqual(['2023-10-28 20:00 – 2023-10-28 22:00']);
  });

  it('Lord Howe moves by half an hour', () => {
    const forward = ['2023-09-30 00:00:00', '2023-10-02 00:00:00'] as const;
    expect(openingsOf('Australia/Lord_Howe', [[6, '02:10', '04:00']], forward)).toEqual([
      '2023-09-30 15:40 – 2023-09-30 17:00',
    ]);
    const back = ['2023-04-01 00:00:00', '2023-04-03 00:00:00'] as const;
    expect(openingsOf('Australia/Lord_Howe', [[6, '01:40', '01:50']], back)).toEqual([
      '2023-04-01 14:40 – 2023-04-01 15:20',
    ]);
    const business = (asOf: string) =>
      figuresOf({ zone: 'Australia/Lord_Howe', hours: ALL_DAY, asOf }).week.business;
    expect([business('2023-10-04 00:00:00'), business('2023-04-05 00:00:00')]).toEqual([23.5, 24.5]);
  });

  it('Dublin, whose summer is its standard time, changes as the others do', () => {
    expect(openingsOf('Europe/Dublin', ALL_DAY, ['2023-03-25 12:00:00', '2023-03-27 12:00:00'])).toEqual([
      '2023-03-26 00:00 – 2023-03-26 23:00',
    ]);
  });

  it('days far from a clock change have the offset of their season', () => {
    expect(
      openingsOf('Europe/Berlin', [[1, '09:00', '10:00']], ['2023-03-20 00:00:00', '2023-03-31 00:00:00']),
    ).toEqual(['2023-03-21 08:00 – 2023-03-21 09:00', '2023-03-28 07:00 – 2023-03-28 08:00']);
  });
});

describe('intervals of one store', () => {
  const EVERYTHING = { fromMicros: 0, toMicros: 100 };
  const spans = fc
    .array(fc.tuple(fc.nat(60), fc.integer({ min: 1, max: 9 })), { maxLength: 12 })
    .map((rows) => rows.map(([from, length]) => ({ fromMicros: from, toMicros: from + length })));
  const covers = (list: readonly { fromMicros: number; toMicros: number }[], instant: number) =>
    list.some(({ fromMicros, toMicros }) => fromMicros <= instant && instant < toMicros);
  const unite = (given: readonly Span[]): Span[] => {
    const list = new IntervalList(EVERYTHING);
    for (const { fromMicros, toMicros } of given) list.add(3, fromMicros, toMicros);
    const { openMicros, closeMicros } = list.toColumns();
    return Array.from(openMicros, (fromMicros, row) => ({ fromMicros, toMicros: closeMicros[row] ?? 0 }));
  };

  it('cover the same instants, in order and without overlap, for any order of openings', () => {
    fc.assert(
      fc.property(spans, (given) => {
        const united = unite(given);
        for (let instant = 0; instant < 80; instant++) {
          expect(covers(united, instant)).toBe(covers(given, instant));
        }
        united.slice(1).forEach((next, index) => {
          expect(next.fromMicros).toBeGreaterThan(united[index]?.toMicros ?? Number.NaN);
        });
      }),
      { seed: 11, numRuns: 200 },
    );
  });
});
