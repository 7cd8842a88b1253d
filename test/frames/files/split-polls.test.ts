import { BUCKETS } from '../../../src/contract/buckets';
import { isInBuckets } from '../../../src/domain/log/buckets';
import { requireInstant } from '../../../src/domain/time/instants';
import { type ParsedText, parseText, pollFile } from './parse-text';

const MICROS_PER_HOUR = 3_600_000_000;
const MONDAY = requireInstant('2022-11-28T00:00:00Z', 'a Monday');
const WEEK_MICROS = 168 * MICROS_PER_HOUR;

const text = (micros: number) => new Date(micros / 1_000).toISOString().slice(0, 19);

/** Polls of 40 stores, `everyHours` apart. Every 11th is repeated, every 22nd with the other status. */
function polls(fromText: string, count: number, everyHours: number): string[] {
  const from = requireInstant(fromText, 'from');
  return Array.from({ length: count * 40 }, (_, index) => {
    const at = text(from + Math.floor(index / 40) * everyHours * MICROS_PER_HOUR + (index % 40) * 1_000_000);
    const row = (status: string) => `store-${index % 40},${status},${at}`;
    if (index % 22 === 0) return `${row('active')}\n${row('inactive')}`;
    return index % 11 === 0
      ? `${row('active')}\n${row('active')}`
      : row(index % 3 === 0 ? 'active' : 'inactive');
  }).flatMap((lines) => lines.split('\n'));
}

function inOrder({ rows }: ParsedText): unknown[] {
  return rows.map((row) => Object.values(row).join(' ')).sort();
}

describe('a file of polls larger than an output part', () => {
  const lines = polls('2023-01-20T00:00:00Z', 20, 1);

  it.each([1, 2, 8])('gives the same rows and counts in %d output parts', async (wanted) => {
    const whole = await parseText(pollFile(...lines));
    const split = await parseText(pollFile(...lines), null, Math.ceil(lines.length / wanted));
    expect(split.parsed.parts).toHaveLength(wanted);
    expect(inOrder(split)).toEqual(inOrder(whole));
    expect({ ...split.parsed, parts: [] }).toEqual({ ...whole.parsed, parts: [] });
    expect(split.parsed).toMatchObject({ duplicates: lines.length - 800, disagreements: 37 });
  });

  it('has each store in one output part, by its bucket, and omits empty parts', async () => {
    const { parsed, rows } = await parseText(pollFile(...lines), null, 5);
    expect(parsed.parts.length).toBeGreaterThan(8);
    expect(parsed.parts.length).toBeLessThanOrEqual(40);
    let start = 0;
    for (const { rows: count, buckets } of parsed.parts) {
      expect(count).toBeGreaterThan(0);
      const stores = rows.slice(start, start + count).map((row) => String(row.store_id));
      expect(stores.every((store) => isInBuckets(store, buckets))).toBe(true);
      expect(stores).toEqual([...stores].sort());
      start += count;
    }
    expect(start).toBe(rows.length);
  });
});

describe('a file of polls that spans', () => {
  const ALL = { from: 0, to: BUCKETS };

  it('more than 14 days is split into weeks from Monday to Sunday', async () => {
    const { parsed, rows } = await parseText(pollFile(...polls('2022-11-30T00:00:00Z', 240, 6)));
    const weeks = parsed.parts.map(({ span }) =>
      Math.floor(((span?.fromMicros ?? 0) - MONDAY) / WEEK_MICROS),
    );
    expect(weeks).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(
      parsed.parts.map(({ span }) => Math.floor(((span?.toMicros ?? 0) - MONDAY) / WEEK_MICROS)),
    ).toEqual(weeks);
    expect(parsed.parts.every(({ buckets }) => buckets.from === ALL.from && buckets.to === ALL.to)).toBe(
      true,
    );
    expect(rows).toHaveLength(parsed.rowsGood);
  });

  it('14 days is one part', async () => {
    const at = ['2023-01-01 00:00:00', '2023-01-15 00:00:00', '2023-01-15 00:00:00.000001'];
    const [first = '', last = '', later = ''] = at.map((instant) => `1,active,${instant}`);
    expect((await parseText(pollFile(first, last))).parsed.parts).toHaveLength(1);
    expect((await parseText(pollFile(first, later))).parsed.parts).toHaveLength(2);
  });

  it('half a century is split into few enough parts for one history', async () => {
    const weeks = Array.from({ length: 900 }, (_, index) => `1,active,${text(index * 3 * WEEK_MICROS)}`);
    const { parsed, rows } = await parseText(pollFile(...weeks));
    expect(rows).toHaveLength(900);
    expect(parsed.parts.length).toBeLessThanOrEqual(256);
  });
});
