import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pl from 'nodejs-polars';
import { ALL_BUCKETS, type BucketRange } from '../../../src/contract/buckets';
import { bucketRange, isInBuckets } from '../../../src/domain/log/buckets';
import { addBucketColumn } from '../../../src/frames/log/bucket-column';
import { type LoadedPolls, loadPolls } from '../../../src/frames/report/load-polls';

const NINETEEN_DIGITS = ['9223372036854775807', '9223372036854775806'] as const;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'loopwatch-load-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const path = (name: string) => join(folder, `${name}.parquet`);

type Row = readonly [store: string, at: number, active: boolean];

interface LoadOptions {
  readonly storeIds?: readonly string[];
  readonly buckets?: BucketRange;
  /** Whether the log records the bucket of each store. */
  readonly hasBuckets?: boolean;
  /** The buckets of each segment's stores. */
  readonly segmentBuckets?: readonly BucketRange[];
}

/** Loads the polls of [100, 200] from one segment. */
function load(rows: readonly Row[], options: LoadOptions = {}): Promise<LoadedPolls> {
  return loadAll(rows.length === 0 ? [] : [rows], options);
}

/** Loads from segments that may each correct the earlier ones. */
function loadAll(segments: readonly (readonly Row[])[], options: LoadOptions): Promise<LoadedPolls> {
  const { storeIds, buckets, hasBuckets = true, segmentBuckets } = options;
  const firsts = new Map<string, number>();
  for (const [store, at] of segments.flat()) firsts.set(store, Math.min(at, firsts.get(store) ?? at));
  const stores = pl.DataFrame([
    pl.Series('store_id', [...firsts.keys()], pl.Utf8),
    pl.Series('first_at', [...firsts.values()], pl.Float64).cast(pl.Int64),
  ]);
  (hasBuckets ? addBucketColumn(stores) : stores).writeParquet(path('log-stores'));
  for (const [index, rows] of segments.entries()) writeSegment(rows, path(`segment-${index}`));
  return loadPolls({
    segments: segments.map((rows, index) => ({
      path: path(`segment-${index}`),
      corrections: index === 0 ? 0 : rows.length,
      buckets: segmentBuckets?.[index] ?? ALL_BUCKETS,
    })),
    storesPath: path('log-stores'),
    span: { fromMicros: 100, toMicros: 200 },
    buckets: buckets ?? ALL_BUCKETS,
    storeIds: storeIds ?? null,
    outStoresPath: path('stores'),
    outPollsPath: path('polls'),
  });
}

function writeSegment(rows: readonly Row[], file: string): void {
  pl.DataFrame([
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
  ]).writeParquet(file);
}

const rowsOf = (name: string) =>
  pl
    .readParquet(path(name))
    .toRecords()
    .map((record) => Object.values(record));

describe('loadPolls', () => {
  it('loads the polls of the week, both ends included', async () => {
    const loaded = await load([99, 100, 150, 200, 201].map((at): Row => ['a', at, true]));
    expect(rowsOf('polls')).toEqual([100, 150, 200].map((at) => [0, at, true]));
    expect(loaded).toMatchObject({ pollCount: 3, newestPollMicros: 200 });
  });

  it('has every store that was polled up to as-of, also silent ones, in code-point order', async () => {
    const loaded = await load([
      ['b', 150, true],
      ['a', 1, true],
      ['B', 150, false],
      ['é', 120, true],
      ['10', 130, true],
      ['9', 130, true],
      ['new', 200, true],
      ['late', 201, true],
    ]);
    expect(rowsOf('stores')).toEqual([
      ['10', 1],
      ['9', 1],
      ['B', 1],
      ['a', 0],
      ['b', 1],
      ['new', 1],
      ['é', 1],
    ]);
    expect(loaded).toMatchObject({ storeCount: 7, silentStores: 1 });
  });

  it('loads only the requested stores, and names an unknown id', async () => {
    const rows: Row[] = [
      ['a', 160, true],
      ['b', 150, true],
    ];
    const loaded = await load(rows, { storeIds: ['b', 'zz', 'b', 'A'] });
    expect(rowsOf('stores')).toEqual([['b', 1]]);
    expect(loaded).toMatchObject({
      storeCount: 1,
      pollCount: 1,
      newestPollMicros: 150,
      newestOfAllMicros: 160,
      unknownStoreIds: ['zz', 'A'],
    });
  });

  it('loads nothing if no requested store was ever polled', async () => {
    const loaded = await load([['a', 150, true]], { storeIds: ['zz'] });
    expect(loaded).toMatchObject({
      storeCount: 0,
      pollCount: 0,
      newestPollMicros: null,
      unknownStoreIds: ['zz'],
    });
  });

  it.each([
    { partitions: 2, hasBuckets: true },
    { partitions: 7, hasBuckets: true },
    { partitions: 256, hasBuckets: true },
    { partitions: 7, hasBuckets: false },
  ])(
    'has each store in one of $partitions partitions, buckets on record: $hasBuckets',
    async ({ partitions, hasBuckets }) => {
      const ids = Array.from({ length: 40 }, (_, store) => `${store * 31}`);
      const rows = ids.map((id, store): Row => [id, 110 + store, true]);
      const found: unknown[] = [];
      let polls = 0;
      for (let partition = 0; partition < partitions; partition++) {
        const buckets = bucketRange(partition, partitions);
        const loaded = await load(rows, { buckets, hasBuckets });
        const own = ids.filter((id) => isInBuckets(id, buckets)).sort();
        expect(rowsOf('stores')).toEqual(own.map((id) => [id, 1]));
        expect(rowsOf('polls')).toEqual(own.map((id, row) => [row, 110 + ids.indexOf(id), true]));
        found.push(...own);
        polls += loaded.pollCount;
      }
      expect(found.sort()).toEqual([...ids].sort());
      expect(polls).toBe(ids.length);
    },
  );

  describe('loading segments that correct one another', () => {
    const ids = Array.from({ length: 20 }, (_, store) => `${100 + store}`);
    const first = ids.map((id, store): Row => [id, 150 + store, false]);
    const later = [true, false].map((active, segment) =>
      ids.slice(5 * segment).map((id): Row => [id, 160, active]),
    );
    /** The last poll at 160 is in the last segment for fifteen stores, in the one before it for five. */
    const lastPolls = ids.map((id, store) => [id, 160, store < 5]);
    const expectedPolls = [...first.filter(([, at]) => at !== 160), ...lastPolls].map(String).sort();

    async function loaded(segments: readonly (readonly Row[])[], options: LoadOptions): Promise<string[]> {
      expect((await loadAll(segments, options)).newestOfAllMicros).toBe(169);
      return loadedPolls();
    }

    function loadedPolls(): string[] {
      const stores = rowsOf('stores');
      return rowsOf('polls').map(([row, ...rest]) => String([stores[Number(row)]?.[0], ...rest]));
    }

    it('uses the last poll of an instant, also in every partition', async () => {
      expect((await loaded([first, ...later], {})).sort()).toEqual(expectedPolls);
      const parts: string[] = [];
      for (const partition of [0, 1, 2, 3])
        parts.push(...(await loaded([first, ...later], { buckets: bucketRange(partition, 4) })));
      expect(parts.sort()).toEqual(expectedPolls);
    });

    it('uses the last poll of requested stores', async () => {
      const storeIds = ['103', '117'];
      const theirs = expectedPolls.filter((poll) => storeIds.includes(poll.slice(0, 3)));
      expect((await loaded([first, ...later], { storeIds })).sort()).toEqual(theirs);
    });

    it('uses the last poll if segments are split like the partitions', async () => {
      const found: string[] = [];
      for (const buckets of [bucketRange(0, 2), bucketRange(1, 2)]) {
        const own = [first, ...later].map((rows) => rows.filter(([id]) => isInBuckets(id, buckets)));
        await loadAll(own, { buckets, segmentBuckets: own.map(() => buckets) });
        found.push(...loadedPolls());
      }
      expect(found.sort()).toEqual(expectedPolls);
    });
  });

  it('distinguishes ids that are equal as doubles', async () => {
    await load(NINETEEN_DIGITS.map((id): Row => [id, 150, true]));
    expect(rowsOf('stores')).toEqual([...NINETEEN_DIGITS].sort().map((id) => [id, 1]));
  });

  it('reads a large segment with the same result', async () => {
    // Six of each store's polls lie in the week.
    const rows = Array.from(
      { length: 600_000 },
      (_, row): Row => [
        `store-${100 + Math.floor(row / 6_000)}`,
        row % 1_000 === 0 ? 100 + ((row / 1_000) % 6) : 1_000_000 + row * 7_919,
        row % 7_000 === 0,
      ],
    );
    const loaded = await load(rows);
    expect(statSync(path('segment-0')).size).toBeGreaterThan(4_000_000);
    expect(loaded).toMatchObject({ storeCount: 100, pollCount: 600, newestPollMicros: 105 });
    expect(rowsOf('polls')).toEqual(
      rows.filter(([, at]) => at <= 200).map(([, at, active], place) => [Math.floor(place / 6), at, active]),
    );
  });
});
