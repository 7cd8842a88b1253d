import fc from 'fast-check';
import type { StretchStatus } from '../../../src/contract/report';
import { eachStretch } from '../../../src/domain/uptime/interpolate';
import { figuresOf, pollColumns } from './one-store';

const README_STORE = {
  hours: [[0, '09:00', '16:00']] as const,
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
};

/** Open on Wednesday from 06:00 to 22:00, as-of at midnight after it. */
const WEDNESDAY = { hours: [[2, '06:00', '22:00']] as const, asOf: '2023-01-26 00:00:00' };

describe('method interpolate', () => {
  it('worked case 1: last day up 5 h, down 2 h, unknown 0', () => {
    const { hour, day, week } = figuresOf(README_STORE);
    expect(day).toEqual({ up: 5, down: 2, unknown: 0, business: 7 });
    expect(week).toEqual(day);
    expect(hour).toEqual({ up: 1, down: 0, unknown: 0, business: 1 });
  });

  it('worked case 2: a single overnight poll counts 2 hours each way: up 2.5 h, unknown 1.5 h', () => {
    const { day, week } = figuresOf({
      zone: 'America/Chicago',
      hours: [[4, '22:00', '02:00']],
      polls: ['A 2023-01-21 07:30:00'],
      asOf: '2023-01-21 18:00:00',
    });
    expect(day).toEqual({ up: 2.5, down: 0, unknown: 1.5, business: 4 });
    expect(week).toEqual(day);
  });

  it('the status at an instant is that of the nearest poll of the same interval', () => {
    const polls = ['A 2023-01-25 06:00:00', 'I 2023-01-25 07:30:00', 'A 2023-01-25 21:30:00'];
    expect(figuresOf({ ...WEDNESDAY, polls }).day).toMatchObject({ up: 0.75 + 2.5, down: 0.75 + 2 });
  });

  it('a poll of another interval does not count, however near it is', () => {
    const hours = [
      [2, '06:00', '10:00'],
      [2, '10:10', '14:00'],
    ] as const;
    const polls = ['A 2023-01-25 09:50:00'];
    const { day } = figuresOf({ ...WEDNESDAY, hours, polls });
    expect(day.up).toBeCloseTo(2 + 1 / 6, 12);
    expect(day.unknown).toBeCloseTo(4 - (2 + 1 / 6) + 3 + 5 / 6, 12);
  });

  it('the first poll also counts back to the opening and the last one forward to the closing', () => {
    const polls = ['I 2023-01-25 07:10:00', 'A 2023-01-25 20:45:00'];
    expect(figuresOf({ ...WEDNESDAY, polls }).day).toMatchObject({
      down: expect.closeTo(7 / 6 + 2, 12),
      up: 2 + 1.25,
    });
  });

  it('up to three missed hourly polls in a row leave no unknown time, four do', () => {
    const three = ['A 2023-01-25 06:00:00', 'A 2023-01-25 10:00:00'];
    const four = ['A 2023-01-25 06:00:00', 'A 2023-01-25 11:00:00'];
    const asOf = (hour: string) => ({ hours: WEDNESDAY.hours, asOf: `2023-01-25 ${hour}:00:00` });
    expect(figuresOf({ ...asOf('10'), polls: three }).day).toMatchObject({ up: 4, unknown: 0 });
    expect(figuresOf({ ...asOf('11'), polls: four }).day).toMatchObject({ up: 4, unknown: 1 });
  });

  it('the hold limits how long a poll counts each way', () => {
    const polls = ['A 2023-01-25 14:00:00'];
    const up = (holdHours: number) => figuresOf({ ...WEDNESDAY, polls, holdHours }).day.up;
    expect([up(0), up(0.5), up(3), up(8), up(168)]).toEqual([0, 1, 6, 16, 16]);
  });

  it('a poll outside business hours does not count', () => {
    const polls = ['A 2023-01-25 05:59:59.999999', 'I 2023-01-25 22:00:01', 'A 2023-01-24 12:00:00'];
    expect(figuresOf({ ...WEDNESDAY, polls }).week).toEqual({ up: 0, down: 0, unknown: 16, business: 16 });
  });

  it('a poll at the opening is inside, a poll at the closing is outside', () => {
    expect(figuresOf({ ...WEDNESDAY, polls: ['A 2023-01-25 06:00:00'] }).day.up).toBe(2);
    expect(figuresOf({ ...WEDNESDAY, polls: ['A 2023-01-25 22:00:00'] }).day.up).toBe(0);
    expect(figuresOf({ ...WEDNESDAY, polls: ['A 2023-01-25 21:59:59.999999'] }).day.up).toBeCloseTo(2, 8);
  });

  it('a poll exactly at as-of counts back inside its interval', () => {
    const polls = ['A 2023-01-25 12:00:00'];
    expect(figuresOf({ ...WEDNESDAY, polls, asOf: '2023-01-25 12:00:00' }).hour).toMatchObject({ up: 1 });
  });

  it('a poll exactly a week before as-of counts forward inside the window', () => {
    const { week } = figuresOf({ polls: ['I 2023-01-18 12:00:00'], asOf: '2023-01-25 12:00:00' });
    expect(week).toEqual({ up: 0, down: 2, unknown: 166, business: 168 });
  });

  it('a store without polls all week is all unknown, never up', () => {
    expect(figuresOf(WEDNESDAY).week).toEqual({ up: 0, down: 0, unknown: 16, business: 16 });
  });

  it('each window counts only its own time', () => {
    const polls = ['A 2023-01-24 11:50:00', 'I 2023-01-25 11:10:00'];
    const { hour, day, week } = figuresOf({ polls, asOf: '2023-01-25 12:00:00' });
    expect(hour).toEqual({ up: 0, down: 1, unknown: 0, business: 1 });
    expect(day.up).toBeCloseTo(2 - 1 / 6, 12);
    expect(day.down).toBeCloseTo(2 + 5 / 6, 12);
    expect(week.up).toBe(4);
  });
});

describe('eachStretch', () => {
  function walk(texts: readonly string[], open: number, close: number, hold: number) {
    const stretches: { from: number; to: number; status: StretchStatus }[] = [];
    const polls = pollColumns(texts);
    eachStretch({ polls, first: 0, end: texts.length }, open, close, hold, (from, to, status) =>
      stretches.push({ from, to, status }),
    );
    return stretches;
  }
  const epoch = (micros: number) => `1970-01-01 00:00:00.${String(micros).padStart(6, '0')}`;

  it('gives an odd microsecond between two polls to the earlier', () => {
    expect(walk([`A ${epoch(0)}`, `I ${epoch(5)}`], 0, 10, 100)).toEqual([
      { from: 0, to: 3, status: 'up' },
      { from: 3, to: 10, status: 'down' },
    ]);
  });

  const cases = fc.record({
    open: fc.nat(50),
    length: fc.integer({ min: 1, max: 200 }),
    hold: fc.nat(40),
    polls: fc.uniqueArray(fc.record({ offset: fc.nat(199), active: fc.boolean() }), {
      selector: (poll) => poll.offset,
      maxLength: 12,
    }),
  });

  it('fills the interval exactly, and every microsecond has the status of its nearest poll within hold', () => {
    fc.assert(
      fc.property(cases, ({ open, length, hold, polls }) => {
        const close = open + length;
        const inside = polls
          .filter((poll) => poll.offset < length)
          .map((poll) => ({ at: open + poll.offset, active: poll.active }))
          .sort((a, b) => a.at - b.at);
        const stretches = walk(
          inside.map((poll) => `${poll.active ? 'A' : 'I'} ${epoch(poll.at)}`),
          open,
          close,
          hold,
        );
        let cursor = open;
        const actual: StretchStatus[] = [];
        const expected: StretchStatus[] = [];
        for (const stretch of stretches) {
          expect(stretch.from).toBe(cursor);
          expect(stretch.to).toBeGreaterThan(stretch.from);
          cursor = stretch.to;
          for (let micro = stretch.from; micro < stretch.to; micro++) {
            actual.push(stretch.status);
            expected.push(nearest(inside, micro, hold));
          }
        }
        expect(actual).toEqual(expected);
        expect(cursor).toBe(close);
      }),
      { seed: 12, numRuns: 300 },
    );
  });

  /** The status of the microsecond `[micro, micro + 1)` at its middle. A tie goes to the earlier poll. */
  function nearest(
    polls: readonly { at: number; active: boolean }[],
    micro: number,
    hold: number,
  ): StretchStatus {
    let best: { at: number; active: boolean } | undefined;
    for (const poll of polls) {
      if (!best || Math.abs(poll.at - micro - 0.5) < Math.abs(best.at - micro - 0.5)) best = poll;
    }
    if (!best || Math.abs(best.at - micro - 0.5) > hold) return 'unknown';
    return best.active ? 'up' : 'down';
  }
});
