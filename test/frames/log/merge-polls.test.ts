import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import pl from 'nodejs-polars';
import { bucketOf } from '../../../src/domain/log/buckets';
import { type MergedPolls, mergePolls } from '../../../src/frames/log/merge-polls';
import { mergeStores } from '../../../src/frames/log/merge-stores';
import { readLog, type SegmentFile } from '../../../src/frames/log/read-log';

type Row = readonly [store: string, at: number, active: boolean];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'loopwatch-merge-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function frameOf(rows: readonly Row[]): pl.DataFrame {
  return pl.DataFrame([
    pl.Series(
      'store_id',
      rows.map(([store]) => store),
      pl.Utf8,
    ),
    pl
      .Series(
        'at',
        rows.map(([, at]) => at),
        pl.Float64,
      )
      .cast(pl.Int64),
    pl.Series(
      'active',
      rows.map(([, , active]) => active),
      pl.Bool,
    ),
  ]);
}

/** A log on disk, with a function to add files of polls. */
class TestLog {
  readonly segments: SegmentFile[] = [];
  #storesPath: string | null = null;

  async add(...rows: readonly Row[]): Promise<MergedPolls & { readonly storeCount: number }> {
    const index = this.segments.length;
    const path = (name: string) => join(folder, `${name}-${index}.parquet`);
    frameOf(rows)
      .unique({ subset: ['store_id', 'at'], keep: 'last', maintainOrder: true })
      .sort(['store_id', 'at'])
      .writeParquet(path('rows'));
    const [rowsPath, newSegmentPath, newStoresPath] = [path('rows'), path('segment'), path('stores')];
    const merged = mergePolls({ rowsPath, segments: [...this.segments], laterPaths: [], newSegmentPath });
    const storeCount = await mergeStores({
      rowsPaths: [rowsPath],
      storesPath: this.#storesPath,
      newStoresPath,
    });
    this.segments.push({ path: path('segment'), corrections: merged.corrections });
    this.#storesPath = newStoresPath;
    return { ...merged, storeCount };
  }

  rows(from: number, to: number): unknown[] {
    return sorted(readLog(this.segments, { fromMicros: from, toMicros: to }));
  }

  segment(index: number): unknown[] {
    return sorted(pl.readParquet(this.segments[index]?.path ?? ''));
  }

  stores(): unknown[] {
    return this.#storesPath === null ? [] : sorted(pl.readParquet(this.#storesPath), ['store_id']);
  }
}

function sorted(frame: pl.DataFrame, by = ['store_id', 'at']): unknown[] {
  return frame
    .sort(by)
    .toRecords()
    .map((record) => Object.values(record));
}

describe('mergePolls', () => {
  it('accepts every row of the first file', async () => {
    const log = new TestLog();
    expect(await log.add(['b', 20, true], ['a', 10, false])).toEqual({
      accepted: 2,
      duplicates: 0,
      corrections: 0,
      overruled: 0,
      storeCount: 2,
      span: { fromMicros: 10, toMicros: 20 },
    });
    expect(log.rows(0, 99)).toEqual([
      ['a', 10, false],
      ['b', 20, true],
    ]);
  });

  it('adds nothing if the same rows are merged again', async () => {
    const log = new TestLog();
    const rows: Row[] = [
      ['a', 10, true],
      ['a', 20, false],
      ['b', 10, true],
    ];
    await log.add(...rows);
    expect(await log.add(...rows)).toEqual({
      accepted: 0,
      duplicates: 3,
      corrections: 0,
      overruled: 0,
      storeCount: 2,
      span: null,
    });
    expect(log.segment(1)).toEqual([]);
    expect(log.rows(0, 99)).toHaveLength(3);
  });

  it('counts a poll as a duplicate if any earlier segment has it', async () => {
    const log = new TestLog();
    await log.add(['a', 10, true]);
    await log.add(['a', 20, true]);
    expect(await log.add(['a', 10, true], ['a', 20, true], ['a', 30, true])).toMatchObject({
      accepted: 1,
      duplicates: 2,
    });
    expect(log.segment(2)).toEqual([['a', 30, true]]);
  });

  it('uses the later of two polls of an instant, in ingestion order', async () => {
    const log = new TestLog();
    await log.add(['a', 10, true], ['a', 20, true]);
    expect(await log.add(['a', 10, false], ['a', 20, true])).toMatchObject({
      accepted: 1,
      duplicates: 1,
      corrections: 1,
    });
    expect(log.rows(0, 99)).toEqual([
      ['a', 10, false],
      ['a', 20, true],
    ]);
  });

  it('accepts a correction of a correction; a repeated correction is a duplicate', async () => {
    const log = new TestLog();
    await log.add(['a', 10, true]);
    await log.add(['a', 10, false]);
    expect(await log.add(['a', 10, false])).toMatchObject({ accepted: 0, duplicates: 1, corrections: 0 });
    expect(await log.add(['a', 10, true])).toMatchObject({ accepted: 1, duplicates: 0, corrections: 1 });
    expect(log.rows(0, 99)).toEqual([['a', 10, true]]);
  });

  it('keeps the same instant of two stores as two polls', async () => {
    const log = new TestLog();
    await log.add(['a', 10, true]);
    expect(await log.add(['b', 10, false])).toMatchObject({ accepted: 1, duplicates: 0, corrections: 0 });
  });

  it('keeps the first poll of every store, also one that arrives late', async () => {
    const log = new TestLog();
    await log.add(['b', 20, true], ['a', 30, true]);
    await log.add(['a', 10, true], ['é', 5, true], ['b', 40, true]);
    expect(log.stores()).toEqual([
      ['a', 10, bucketOf('a')],
      ['b', 20, bucketOf('b')],
      ['é', 5, bucketOf('é')],
    ]);
  });

  it('accepts a file without rows, first or later', async () => {
    const log = new TestLog();
    expect(await log.add()).toEqual({
      accepted: 0,
      duplicates: 0,
      corrections: 0,
      overruled: 0,
      storeCount: 0,
      span: null,
    });
    expect(await log.add(['a', 10, true])).toMatchObject({ accepted: 1, storeCount: 1 });
    expect(await log.add()).toMatchObject({ accepted: 0, storeCount: 1 });
    expect(log.rows(0, 99)).toEqual([['a', 10, true]]);
  });

  it('reads the last poll of each instant, and accepted + duplicates = rows, for any files', async () => {
    const row = fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.nat(8), fc.boolean());
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(row, { maxLength: 12 }), { minLength: 1, maxLength: 4 }),
        async (files) => {
          const log = new TestLog();
          const words = new Map<string, Row>();
          for (const file of files) {
            const distinct = new Map(file.map((one) => [`${one[0]} ${one[1]}`, one]));
            const known = new Map(words);
            const merged = await log.add(...file);
            for (const [key, one] of distinct) words.set(key, one);
            const corrected = [...distinct].filter(
              ([key, one]) => known.has(key) && known.get(key)?.[2] !== one[2],
            );
            expect(merged.accepted + merged.duplicates).toBe(distinct.size);
            expect(merged.corrections).toBe(corrected.length);
            expect(merged.accepted).toBe(words.size - known.size + corrected.length);
          }
          const last = [...words.values()].sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1] - b[1]));
          expect(log.rows(0, 8)).toEqual(last);
          expect(log.rows(2, 5)).toEqual(last.filter(([, at]) => at >= 2 && at <= 5));
        },
      ),
      { seed: 21, numRuns: 25 },
    );
  });
});
