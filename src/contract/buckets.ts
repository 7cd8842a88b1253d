/** Stores fall into so many buckets, by a hash of their id. */
export const BUCKETS = 256;

/** Half-open `[from, to)`, of 0 to BUCKETS. */
export interface BucketRange {
  readonly from: number;
  readonly to: number;
}

/** A partition holds about so many stores at most, unless set otherwise. */
export const DEFAULT_STORES_PER_PARTITION = 16_384;

export const ALL_BUCKETS: BucketRange = { from: 0, to: BUCKETS };

/** One of the partitions of a report, 0 to `partitions - 1`. */
export interface PartitionRef {
  readonly partition: number;
  readonly partitions: number;
}
