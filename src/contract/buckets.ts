/** Stores fall into so many buckets, by a hash of their id. */
export const BUCKETS = 256;

export const DEFAULT_STORES_PER_PARTITION = 16_384;

/** Half-open `[from, to)`, of 0 to BUCKETS. */
export interface BucketRange {
  readonly from: number;
  readonly to: number;
}

export const ALL_BUCKETS: BucketRange = { from: 0, to: BUCKETS };

/** One of the partitions of a report, 0 to `partitions - 1`. */
export interface PartRef {
  readonly partition: number;
  readonly partitions: number;
}
