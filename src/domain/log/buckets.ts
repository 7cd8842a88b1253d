import { BUCKETS, type BucketRange } from '../../contract/buckets';
import { fnvOfText } from '../numbers/fnv';

/**
 * The bucket of a store, 0 to BUCKETS - 1: FNV-1a over the id's UTF-16 code units. Never change it: the segments of the
 * log are split by it.
 */
export function bucketOf(storeId: string): number {
  const hash = fnvOfText(storeId);
  // Ids that differ only in their last digit differ in the low bits first.
  return (hash ^ (hash >>> 8) ^ (hash >>> 16) ^ (hash >>> 24)) & (BUCKETS - 1);
}

/** The buckets of a partition. Together the partitions cover every bucket exactly once. */
export function bucketRange(partition: number, partitions: number): BucketRange {
  return {
    from: Math.floor((BUCKETS * partition) / partitions),
    to: Math.floor((BUCKETS * (partition + 1)) / partitions),
  };
}

export function isInBuckets(storeId: string, { from, to }: BucketRange): boolean {
  const bucket = bucketOf(storeId);
  return from <= bucket && bucket < to;
}

/** The number of partitions with about `storesEach` stores at most: a power of two, so that their bucket ranges nest. */
export function partitionsFor(storeCount: number, storesEach: number): number {
  let partitions = 1;
  while (partitions < BUCKETS && storeCount > partitions * storesEach) partitions *= 2;
  return partitions;
}
