import fc from 'fast-check';
import { METHOD_FACTS, type Method } from '../../../src/contract/methods';
import type { ReportPins } from '../../../src/contract/report';
import type { StoreHours } from '../../../src/domain/explain/business-time';
import { explainStore } from '../../../src/domain/explain/explain';
import { formatExplanation } from '../../../src/domain/explain/explain-text';
import type { Explanation, StoredPoll } from '../../../src/domain/explain/explain-types';
import { businessIntervals, type DayHours, toDayHours } from '../../../src/domain/hours/business-hours';
import { toIntervalColumns } from '../../../src/domain/hours/interval-columns';
import { nearIds } from '../../../src/domain/text/near-ids';
import { requireInstant } from '../../../src/domain/time/instants';
import { LocalClock } from '../../../src/domain/time/local-clock';
import { windowOf } from '../../../src/domain/time/windows';
import { assignPolls } from '../../../src/domain/uptime/assign-polls';
import { computeFigures, type FigureColumns } from '../../../src/domain/uptime/figures';
import { origin, storeHours } from './store-hours';

const HOUR = 3_600_000_000;
const at = (text: string) => requireInstant(text, 'instant');
const poll = (text: string, active = true): StoredPoll => ({ atMicros: at(text), active });

function pinsOf(asOfMicros: number, method: Method, holdSeconds = 7_200): ReportPins {
  return {
    asOfMicros,
    method,
    methodVersion: METHOD_FACTS[method].version,
    holdSeconds,
    logVersion: 3,
    hoursVersion: 2,
    timezonesVersion: 1,
    tzdbVersion: '2025b',
  };
}

/** Worked case 1 of docs/semantics.md. */
function caseOne(method: Method): Explanation {
  return explainStore({
    storeId: 'case-1',
    pins: pinsOf(at('2023-01-23T16:00:00Z'), method),
    ...storeHours('UTC', [toDayHours(0, 9 * 3_600, 16 * 3_600)]),
    polls: [...'AIAIAAAI'].map((letter, index) => ({
      atMicros: at('2023-01-23T09:00:00Z') + index * HOUR,
      active: letter === 'A',
    })),
  });
}

/** Worked case 2 of docs/semantics.md. */
function caseTwo(): Explanation {
  return explainStore({
    storeId: 'case-2',
    pins: pinsOf(at('2023-01-28T12:00:00Z'), 'interpolate'),
    ...storeHours('UTC', [toDayHours(4, 22 * 3_600, 2 * 3_600)]),
    polls: [poll('2023-01-28T01:30:00Z')],
  });
}

const windowNamed = (explanation: Explanation, name: string) => {
  const window = explanation.windows.find((one) => one.name === name);
  if (!window) throw new Error(`no window ${name}`);
  return window;
};
const hoursAndMinutes = (micros: number) => new Date(micros / 1_000).toISOString().slice(11, 16);

describe('worked case 1', () => {
  it('interpolates five hours up, two down, nothing unknown', () => {
    const explanation = caseOne('interpolate');
    const [interval] = explanation.intervals;
    const pieces = interval?.pieces.map(
      (piece) => `${hoursAndMinutes(piece.fromMicros)}-${hoursAndMinutes(piece.toMicros)} ${piece.status}`,
    );
    expect(pieces).toEqual([
      '09:00-09:30 up',
      '09:30-10:30 down',
      '10:30-11:30 up',
      '11:30-12:30 down',
      '12:30-15:00 up',
      '15:00-16:00 up',
    ]);
    expect(interval?.pieces.map((piece) => piece.window)).toEqual([...Array(5).fill('day'), 'hour']);
    expect(interval?.polls).toHaveLength(7);
    expect(explanation.leftOut.polls).toEqual([
      { ...poll('2023-01-23T16:00:00Z', false), reason: 'outside-hours' },
    ]);
    expect(windowNamed(explanation, 'day').figures).toEqual({
      upMicros: 5 * HOUR,
      downMicros: 2 * HOUR,
      unknownMicros: 0,
      businessMicros: 7 * HOUR,
    });
  });

  it('counts five active polls and the hour to the closing: six hours up', () => {
    const window = windowNamed(caseOne('count'), 'day');
    expect(window.shares).toEqual([
      {
        interval: 1,
        businessMicros: 7 * HOUR,
        polls: 7,
        activePolls: 5,
        openingMicros: 0,
        closingMicros: HOUR,
        upMicros: 6 * HOUR,
      },
    ]);
    expect(window.figures).toMatchObject({ upMicros: 6 * HOUR, downMicros: 18 * HOUR, unknownMicros: null });
  });

  it('counts no end whose poll is inactive', () => {
    const inactiveLast = explainStore({
      storeId: 's',
      pins: pinsOf(at('2023-01-23T16:00:00Z'), 'count'),
      ...storeHours('UTC', [toDayHours(0, 9 * 3_600, 16 * 3_600)]),
      polls: [poll('2023-01-23T10:00:00Z'), poll('2023-01-23T15:00:00Z', false)],
    });
    expect(windowNamed(inactiveLast, 'day').shares).toMatchObject([
      { activePolls: 1, openingMicros: HOUR, closingMicros: 0, upMicros: 2 * HOUR },
    ]);
  });

  it('shows that the figure is limited to the window’s length', () => {
    const text = formatExplanation(caseOne('count'));
    expect(text).toContain("Up: 2:00:00, limited to the window's length: 1:00:00.");
    expect(text).toContain("Up: 6:00:00, within the window's length.");
    expect(text).toContain('Down: 24:00:00 - 6:00:00 = 18:00:00');
  });

  it('formats the explanation as text', () => {
    const text = formatExplanation(caseOne('interpolate'));
    expect(text).toMatch(/Monday {4}09:00:00 to 16:00:00/);
    expect(text).toMatch(/10:00:00 \+00:00 {2}2023-01-23T10:00:00Z {2}inactive +0:30:00 +0:30:00/);
    expect(text).toMatch(/12:30:00 \+00:00 {2}Mon 01-23 15:00:00 \+00:00 {2}up +2:30:00 +2\.500 {2}day/);
    expect(text).toMatch(/16:00:00 \+00:00 {2}inactive {2}outside business hours/);
    expect(text).toContain('In the report: up 5.00, down 2.00, unknown 0.00, business 7.00 (hours)');
    expect(text).toContain('In the report: up 60.00, down 0.00, unknown 0.00, business 60.00 (minutes)');
  });
});

it('explains worked case 2: 2.5 hours up, 1.5 unknown, across midnight', () => {
  const explanation = caseTwo();
  const text = formatExplanation(explanation);
  expect(explanation.intervals[0]?.polls[0]?.speaksFor).toEqual({
    fromMicros: at('2023-01-27T23:30:00Z'),
    toMicros: at('2023-01-28T02:00:00Z'),
  });
  expect(text).toContain('Friday    22:00:00 to 02:00:00 of the next day');
  expect(text).toMatch(/22:00:00 \+00:00 {2}Fri 01-27 23:30:00 \+00:00 {2}unknown {2}1:30:00/);
  expect(text).toMatch(/23:30:00 \+00:00 {2}Sat 01-28 02:00:00 \+00:00 {2}up {7}2:30:00/);
  expect(text).toMatch(/#1 +2:30:00 +0:00:00 +1:30:00 +4:00:00/);
});

describe('polls that do not count', () => {
  const asOfMicros = at('2023-01-23T16:00:00Z');
  const explain = (polls: StoredPoll[], hours: DayHours[] = [toDayHours(0, 9 * 3_600, 16 * 3_600)]) =>
    explainStore({
      storeId: 's',
      pins: pinsOf(asOfMicros, 'interpolate'),
      ...storeHours('UTC', hours),
      polls,
    });

  it('names the reason of each poll left out', () => {
    const { leftOut, intervals } = explain([
      poll('2023-01-16T15:59:59.999999Z'),
      poll('2023-01-23T08:00:00Z'),
      poll('2023-01-23T12:00:00Z', false),
      poll('2023-01-23T12:00:00Z', true),
      poll('2023-01-23T16:00:00.000001Z'),
    ]);
    expect(leftOut.polls).toEqual([
      { ...poll('2023-01-16T15:59:59.999999Z'), reason: 'before-week' },
      { ...poll('2023-01-23T08:00:00Z'), reason: 'outside-hours' },
      { ...poll('2023-01-23T12:00:00Z', false), reason: 'replaced' },
      { ...poll('2023-01-23T16:00:00.000001Z'), reason: 'after-as-of' },
    ]);
    expect(leftOut.counts).toEqual({
      'outside-hours': 1,
      'hours-unknown': 0,
      replaced: 1,
      'before-week': 1,
      'after-as-of': 1,
    });
    const used = intervals.flatMap((interval) => interval.polls);
    expect(used.map(({ active, atMicros }) => ({ active, atMicros }))).toEqual([
      poll('2023-01-23T12:00:00Z', true),
    ]);
  });

  it('lists the nearest of many old polls and counts the others', () => {
    const words = Array.from({ length: 500 }, (_, hour) => ({
      atMicros: at('2022-12-01T00:00:00Z') + hour * HOUR,
      active: true,
    }));
    const explanation = explain(words);
    expect(explanation.leftOut.counts['before-week']).toBe(500);
    expect(explanation.leftOut.polls.at(-1)?.atMicros).toBe(words.at(-1)?.atMicros);
    expect(formatExplanation(explanation)).toContain('and 494 more older than one week before as-of.');
  });
});

it('shows the defaults of a store without zone and hours', () => {
  const explanation = explainStore({
    storeId: '8419537941919820732',
    pins: { ...pinsOf(at('2023-01-25T18:13:22.47922Z'), 'interpolate'), hoursVersion: 0 },
    ...storeHours(null, []),
    polls: [poll('2023-01-25T12:00:00.000001Z')],
  });
  const text = formatExplanation(explanation);
  expect(explanation).toMatchObject({ timezone: 'America/Chicago', clock: 'America/Chicago' });
  expect(text).toContain('zone      America/Chicago\n            none given: counted as in America/Chicago');
  expect(text).toContain('hours     none given: counted as open around the clock');
  expect(text).toContain('hours never ingested');
  expect(text).toContain('Wed 2023-01-25 12:13:22.479220 -06:00 = 2023-01-25T18:13:22.479220Z');
});

describe('a store whose hours or zone cannot be read', () => {
  const pins = pinsOf(at('2023-01-25T18:00:00Z'), 'interpolate');
  const polls = [poll('2023-01-25T12:00:00Z')];
  const explain = (hours: StoreHours, method: Method = 'interpolate') =>
    explainStore({ storeId: 's', pins: { ...pins, method }, polls, ...hours });
  const given = storeHours('UTC', [toDayHours(0, 9 * 3_600, 16 * 3_600)]);

  it.each(['interpolate', 'count'] as const)('has no figure without its hours, by method %s', (method) => {
    const unreadable = { ...given, hours: [], hoursFrom: origin('unreadable') };
    const explanation = explain(unreadable, method);
    expect(explanation.windows.map(({ figures }) => figures)).toEqual([null, null, null]);
    expect(explanation.leftOut.polls).toMatchObject([{ reason: 'hours-unknown' }]);
    const text = formatExplanation(explanation);
    expect(text).toContain('hours     cannot be read');
    expect(text).toContain('Business intervals that touch the week: not known');
    expect(text).toContain('the business hours are not known');
    expect(text).not.toContain('In the report');
  });

  it('has no figure without its zone, unless it is always open', () => {
    const noZone = { timezone: null, zoneFrom: origin('unreadable') };
    const explanation = explain({ ...given, ...noZone });
    expect(explanation).toMatchObject({ timezone: null, clock: 'UTC' });
    expect(explanation.windows.map(({ figures }) => figures)).toEqual([null, null, null]);
    const always = explain({ ...storeHours('UTC', []), ...noZone });
    expect(windowNamed(always, 'week').figures?.businessMicros).toBe(168 * HOUR);
    expect(formatExplanation(always)).toContain('zone      cannot be read');
  });

  it('names the file and the version of kept hours, and a day on which it is closed', () => {
    const closed = { day: 1, startSeconds: 0, endSeconds: 0 };
    const kept = {
      ...given,
      hours: [...given.hours, closed],
      hoursFrom: { state: 'kept', file: 'hours.csv', since: 1, lost: false } as const,
    };
    const text = formatExplanation(explain(kept));
    expect(text).toContain('hours     kept from version 1 (hours.csv): a row of it cannot be read now');
    expect(text).toContain('Tuesday   closed');
    expect(text).toContain('zone      UTC\n            given by zones.csv (version 1)');
  });
});

it('distinguishes the two instants of a local time that occurs twice', () => {
  const text = formatExplanation(
    explainStore({
      storeId: 's',
      pins: pinsOf(at('2023-11-06T00:00:00Z'), 'interpolate'),
      ...storeHours('America/New_York', [toDayHours(6, 0, 86_399)]),
      polls: [poll('2023-11-05T05:30:00Z'), poll('2023-11-05T06:30:00Z')],
    }),
  );
  expect(text).toContain('Sun 11-05 01:30:00 -04:00  2023-11-05T05:30:00Z');
  expect(text).toContain('Sun 11-05 01:30:00 -05:00  2023-11-05T06:30:00Z');
  expect(text).toContain('25:00:00 long');
});

const AS_OF = at('2023-03-15T17:23:45.678901Z');
const zones = fc.constantFrom('UTC', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Auckland');
const dayHours = fc
  .tuple(fc.integer({ min: 0, max: 6 }), fc.nat(86_399), fc.nat(86_400))
  .map(([day, start, end]) => toDayHours(day, start, end));
const offsets = fc.oneof(fc.integer({ min: -HOUR, max: 169 * HOUR }), fc.constantFrom(0, HOUR, 24 * HOUR));
const polls = fc
  .array(fc.record({ atMicros: offsets.map((offset) => AS_OF - offset), active: fc.boolean() }), {
    maxLength: 120,
  })
  .map((list) => list.sort((a, b) => a.atMicros - b.atMicros));
const stores = fc.record({
  timezone: zones,
  hours: fc.array(dayHours, { maxLength: 12 }),
  polls,
  method: fc.constantFrom<Method>('interpolate', 'count'),
  holdSeconds: fc.constantFrom(0, 1, 1_800, 7_200, 604_800),
});
type RandomStore = typeof stores extends fc.Arbitrary<infer T> ? T : never;

/** The figures as a report computes them: the last polls of the week, assigned to intervals, summed up. */
function reportFigures(store: RandomStore): FigureColumns {
  const week = windowOf('week', AS_OF);
  const last = new Map(store.polls.map((poll) => [poll.atMicros, poll.active]));
  const within = [...last].filter(([micros]) => micros >= week.fromMicros && micros <= week.toMicros);
  const intervals = toIntervalColumns(businessIntervals(store.hours, new LocalClock(store.timezone), week));
  const columnsOf = (polls: [number, boolean][]) => ({
    store: new Uint32Array(polls.length),
    atMicros: Float64Array.from(polls, ([micros]) => micros),
    active: Uint8Array.from(polls, ([, active]) => Number(active)),
  });
  const assigned = assignPolls(columnsOf(within), intervals);
  return computeFigures({
    storeCount: 1,
    blank: new Uint8Array(1),
    intervals,
    polls: columnsOf(within.filter((_, row) => assigned[row] !== -1)),
    interval: assigned.filter((row) => row !== -1),
    asOfMicros: AS_OF,
    method: store.method,
    holdMicros: store.holdSeconds * 1_000_000,
  });
}

const explainRandom = (store: RandomStore) =>
  explainStore({
    storeId: 's',
    pins: pinsOf(AS_OF, store.method, store.holdSeconds),
    ...storeHours(store.timezone, store.hours),
    polls: store.polls,
  });

describe('any store', () => {
  it('has the figures of the report, to the microsecond', () => {
    fc.assert(
      fc.property(stores, (store) => {
        const figures = reportFigures(store);
        for (const window of explainRandom(store).windows) {
          const { up, down, unknown, business } = figures[window.name];
          expect(window.figures).toEqual({
            upMicros: up[0],
            downMicros: down[0],
            unknownMicros: store.method === 'count' ? null : unknown[0],
            businessMicros: business[0],
          });
        }
      }),
      { numRuns: 300 },
    );
  });

  it('has parts that add up: up, down and unknown to business time, intervals to the window', () => {
    fc.assert(
      fc.property(stores, (store) => {
        for (const window of explainRandom(store).windows) {
          const summed = window.shares.reduce((sum, share) => sum + share.upMicros, 0);
          if (window.by === 'polls') {
            expect(window.uncappedMicros).toBe(summed);
            continue;
          }
          expect(window.figures?.upMicros).toBe(summed);
          for (const { upMicros, downMicros, unknownMicros, businessMicros } of window.shares) {
            expect(upMicros + downMicros + unknownMicros).toBe(businessMicros);
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it('has every poll in an interval or left out with a reason, and text of at most 110 columns', () => {
    fc.assert(
      fc.property(stores, (store) => {
        const explanation = explainRandom(store);
        const used = explanation.intervals.reduce((sum, interval) => sum + interval.polls.length, 0);
        const left = Object.values(explanation.leftOut.counts).reduce((sum, count) => sum + count, 0);
        expect(used + left).toBe(store.polls.length);
        const widest = Math.max(
          ...formatExplanation(explanation)
            .split('\n')
            .map((line) => line.length),
        );
        expect(widest).toBeLessThanOrEqual(110);
      }),
      { numRuns: 100 },
    );
  });
});

describe('nearIds', () => {
  const ids = ['8419537941919820732', '8419599999', '841', '5', 'AbC-1', 'abd-2'];
  it.each([
    ['8419537941919820730', ['8419537941919820732']],
    ['84195', ['8419537941919820732', '8419599999']],
    ['ABC-9', ['AbC-1']],
    ['5', ['5']],
    ['99', []],
    ['', []],
  ])('of %p are %p', (asked, near) => {
    expect(nearIds(asked, ids)).toEqual(near);
  });

  it('are at most five', () => {
    const many = Array.from({ length: 40 }, (_, index) => `store-${index}`);
    expect(nearIds('store-x', many)).toHaveLength(5);
  });
});
