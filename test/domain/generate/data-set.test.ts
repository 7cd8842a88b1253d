import { createHash } from 'node:crypto';
import { parseInstant, requireInstant } from '../../../src/domain/time/instants';
import { column, generatedFiles, generatedRows, groupRows, type Rows } from './generated-rows';

const FLEET = { stores: 4_000, days: 2, seed: 7 };
const { polls, hours, timezones, truth } = generatedRows(FLEET);
const storeIds = new Set(column(polls, 0));
const storeHours = groupRows(hours, ([storeId = '']) => storeId);
const storeDays = groupRows(hours, ([storeId, day]) => `${storeId} ${day}`);

const HOURS_ROW = /^[0-6]( ([01]\d|2[0-3]):[0-5]\d:[0-5]\d){2}$/;
const POLL_TIME = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{0,5}[1-9])? UTC$/;
const TRUTH_TIME = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6} UTC$/;

function hashOf(seed: number): string {
  const hash = createHash('sha256');
  for (const { name, header, lines } of generatedFiles({ stores: 60, days: 1.5, seed })) {
    hash.update(`${name}\n${header}\n`);
    for (const line of lines()) hash.update(`${line}\n`);
  }
  return hash.digest('hex');
}

function shareOf<T>(items: Iterable<T>, isCounted: (item: T) => boolean): number {
  const all = [...items];
  return all.filter(isCounted).length / all.length;
}

function expectShare(actual: number, low: number, high: number): void {
  expect(actual).toBeGreaterThan(low);
  expect(actual).toBeLessThan(high);
}

function rangesOf(rows: Rows): readonly (readonly [start: string, end: string])[] {
  return rows.map(([, , start = '', end = '']) => [start, end]);
}

describe('determinism', () => {
  it('gives the same bytes for the same seed on every machine', () => {
    expect(hashOf(7)).toBe(hashOf(7));
    expect(hashOf(7)).toBe('69780f1fdf2b539206b6478d407d375680dcb1bcf907784f45d836779e6838a9');
  });

  it('gives different bytes for a different seed, even for the next one', () => {
    expect(new Set([0, 1, 2, 2 ** 32 - 1].map(hashOf)).size).toBe(4);
  });

  it('can read the lines of a file again', () => {
    for (const file of generatedFiles({ stores: 5, days: 1 })) {
      expect([...file.lines()]).toEqual([...file.lines()]);
    }
  });
});

describe('files', () => {
  it('has the headers of the real files, and one for the truth', () => {
    const headers = generatedFiles({ stores: 1 }).map(({ name, header }) => `${name}: ${header}`);
    expect(headers.sort()).toEqual([
      'menu_hours.csv: store_id,day,start_time_local,end_time_local',
      'store_status.csv: store_id,status,timestamp_utc',
      'timezones.csv: store_id,timezone_str',
      'truth.csv: store_id,up_from,up_to',
    ]);
  });
});

describe('stores', () => {
  it('have unique ids, 64-bit integers mostly above 2^53', () => {
    expect(storeIds.size).toBe(FLEET.stores);
    expect([...storeIds].filter((id) => !/^[1-9]\d*$/.test(id) || BigInt(id) >= 2n ** 63n)).toEqual([]);
    expect(shareOf(storeIds, (id) => BigInt(id) > 2n ** 53n)).toBeGreaterThan(0.99);
  });

  it('include some without a timezone and some without hours', () => {
    expect(new Set(column(timezones, 0)).size).toBe(timezones.length);
    expectShare(1 - timezones.length / storeIds.size, 0.011, 0.024);
    expectShare(1 - storeHours.size / storeIds.size, 0.045, 0.075);
  });

  it('are spread over real zones in realistic shares, with a few odd zones', () => {
    const zones = groupRows(timezones, ([, zone = '']) => zone);
    expectShare((zones.get('America/New_York')?.length ?? 0) / timezones.length, 0.57, 0.63);
    expectShare((zones.get('America/Los_Angeles')?.length ?? 0) / timezones.length, 0.21, 0.26);
    expect(zones.size).toBeGreaterThan(10);
    for (const zone of zones.keys()) {
      expect(() => new Intl.DateTimeFormat('en', { timeZone: zone })).not.toThrow();
    }
  });
});

describe('menu hours', () => {
  it('hold only weekdays and local times, only of polled stores', () => {
    const isOfPolledStore = ([storeId = '']: readonly string[]) => storeIds.has(storeId);
    const isWellFormed = (row: readonly string[]) => HOURS_ROW.test(row.slice(1).join(' '));
    expect(hours.filter((row) => !isOfPolledStore(row) || !isWellFormed(row))).toEqual([]);
  });

  it('has stores open on fewer than seven weekdays and stores open around the clock', () => {
    const openDays = (rows: Rows) => new Set(column(rows, 1)).size;
    expectShare(
      shareOf(storeHours.values(), (rows) => openDays(rows) < 7),
      0.155,
      0.205,
    );
    const isWholeWeek = (rows: Rows) =>
      openDays(rows) === 7 &&
      rangesOf(rows).every(([start, end]) => start === '00:00:00' && end.startsWith('23:59'));
    expectShare(shareOf(storeHours.values(), isWholeWeek), 0.11, 0.17);
  });

  it('has days of two and three rows, some touching, but none overlapping', () => {
    const perDay = [...storeDays.values()].map((rows) => [...rangesOf(rows)].sort());
    expectShare(
      shareOf(perDay, (ranges) => ranges.length === 2),
      0.1,
      0.25,
    );
    expect(perDay.some((ranges) => ranges.length === 3)).toBe(true);
    const pairs = perDay.flatMap((ranges) => ranges.slice(1).map((next, i) => [ranges[i], next] as const));
    expect(pairs.some(([before, next]) => before?.[1] === next[0])).toBe(true);
    expect(pairs.every(([before, next]) => (before?.[1] ?? '') <= next[0])).toBe(true);
  });

  it('has overnight hours and both ways to write midnight', () => {
    const ranges = rangesOf(hours);
    expectShare(
      shareOf(ranges, ([start, end]) => end <= start),
      0.005,
      0.03,
    );
    expectShare(
      shareOf(ranges, ([, end]) => end === '23:59:00'),
      0.1,
      0.3,
    );
    expectShare(
      shareOf(ranges, ([, end]) => end === '23:59:59'),
      0.1,
      0.3,
    );
  });
});

describe('polls', () => {
  const instants = groupRows(polls, ([storeId, , at]) => `${storeId} ${at}`);

  it('are about hourly, three in ten missed', () => {
    expectShare(instants.size / (FLEET.stores * FLEET.days * 24), 0.68, 0.72);
    const timesOfDay = groupRows(
      [...instants.values()].map(([first = []]) => first),
      ([, , at = '']) => at.slice(0, 13),
    );
    expect(timesOfDay.size).toBe(48);
  });

  it('have the format of the real file, are within the span and roughly in order of time', () => {
    const from = parseInstant('2023-01-23T00:00:00Z') ?? Number.NaN;
    const to = parseInstant('2023-01-25T00:00:00Z') ?? Number.NaN;
    const times = column(polls, 2);
    expect(times.filter((at) => !POLL_TIME.test(at))).toEqual([]);
    const micros = times.map((at) => parseInstant(at) ?? Number.NaN);
    expect(micros.filter((at) => !(at >= from && at < to))).toEqual([]);
    let newest = from;
    const tooLate = micros.filter((at) => {
      newest = Math.max(newest, at);
      return at < newest - 4_000_000_000;
    });
    expect(tooLate).toEqual([]);
  });

  it('repeats a few rows, and corrects very few', () => {
    const repeated = [...instants.values()].filter((rows) => rows.length > 1);
    const corrected = repeated.filter((rows) => new Set(column(rows, 1)).size > 1);
    expectShare(repeated.length / instants.size, 0.001, 0.004);
    expectShare(corrected.length / instants.size, 0.000_05, 0.000_5);
  });
});

describe('truth', () => {
  const [spanFrom, spanTo] = [
    requireInstant('2023-01-23T00:00:00Z', 'from'),
    requireInstant('2023-01-25T00:00:00Z', 'to'),
  ];
  const upStretches = truth.map(([storeId = '', from = '', to = '']) => ({
    storeId,
    from: requireInstant(from, 'up_from'),
    to: requireInstant(to, 'up_to'),
  }));
  const upByStore = new Map([...storeIds].map((id) => [id, upStretches.slice(0, 0)]));
  for (const stretch of upStretches) upByStore.get(stretch.storeId)?.push(stretch);

  it('is written to the microsecond, for polled stores only', () => {
    const times = [...column(truth, 1), ...column(truth, 2)];
    expect(times.filter((at) => !TRUTH_TIME.test(at))).toEqual([]);
    expect(column(truth, 0).filter((id) => !storeIds.has(id))).toEqual([]);
  });

  it('has separate stretches, in order, within the span', () => {
    const isSound = (stretches: typeof upStretches) =>
      stretches.every(
        ({ from, to }, i) => from < to && from > (stretches[i - 1]?.to ?? spanFrom - 1) && to <= spanTo,
      );
    expect([...upByStore.values()].filter((stretches) => !isSound(stretches))).toEqual([]);
  });

  it('agrees with the last poll of each instant', () => {
    const lastWord = new Map(polls.map((row) => [`${row[0]} ${row[2]}`, row]));
    const wrong = [...lastWord.values()].filter(([storeId = '', status, text = '']) => {
      const at = requireInstant(text, 'poll');
      const isUp = upByStore.get(storeId)?.some(({ from, to }) => from <= at && at < to) ?? false;
      return status !== (isUp ? 'active' : 'inactive');
    });
    expect(wrong).toEqual([]);
  });

  it('has stores that never fail, stores that fail and stores mostly down', () => {
    const upShares = [...upByStore.values()].map(
      (stretches) => stretches.reduce((sum, { from, to }) => sum + to - from, 0) / (spanTo - spanFrom),
    );
    expectShare(
      shareOf(upShares, (share) => share === 1),
      0.3,
      0.9,
    );
    expectShare(
      shareOf(upShares, (share) => share < 1 && share >= 0.5),
      0.1,
      0.6,
    );
    expectShare(
      shareOf(upShares, (share) => share < 0.5),
      0.01,
      0.1,
    );
  });
});
