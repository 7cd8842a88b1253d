import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { BUCKETS } from '../../../src/contract/buckets';
import { bucketOf, bucketRange, isInBuckets, partitionsFor } from '../../../src/domain/log/buckets';

it('always puts a store into the same bucket', () => {
  expect(['1', '8419537941919820732', '', 'café', '😀'].map(bucketOf)).toEqual([131, 14, 197, 249, 134]);
});

it('puts each store into exactly one partition, for any number of partitions', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: BUCKETS }), (storeId, partitions) => {
      const all = Array.from({ length: partitions }, (_, partition) => bucketRange(partition, partitions));
      expect(all.filter((range) => isInBuckets(storeId, range))).toHaveLength(1);
    }),
  );
});

it.each([
  ['numbers in a row', (index: number) => String(100_000 + index)],
  ['numbers far apart', (index: number) => String(BigInt(index) * 9_223_372_036_854_7n)],
  ['UUIDs', () => randomUUID()],
])('spreads %s evenly', (_, idOf) => {
  const counts = new Array<number>(32).fill(0);
  for (let index = 0; index < 32_000; index++) {
    const part = Math.floor(bucketOf(idOf(index)) / 8);
    counts[part] = (counts[part] ?? 0) + 1;
  }
  expect(Math.max(...counts)).toBeLessThan(1_250);
  expect(Math.min(...counts)).toBeGreaterThan(750);
});

it.each([
  [0, 1],
  [16_000, 1],
  [16_001, 2],
  [113_000, 8],
  [1_000_000, 64],
  [1e9, BUCKETS],
])('splits %i stores of at most 16,000 each into %i partitions', (stores, partitions) => {
  expect(partitionsFor(stores, 16_000)).toBe(partitions);
});
