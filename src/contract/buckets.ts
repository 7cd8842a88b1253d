/** The number of buckets. A hash of its id puts each store into one. */
export const BUCKETS = 256;

/** Half-open `[from, to)`, from 0 to BUCKETS. */
export interface BucketRange {
  readonly from: number;
  readonly to: number;
}

/** About how many stores a partition holds at most, by default. */
export const DEFAULT_STORES_PER_PARTITION = 16_384;

export const ALL_BUCKETS: BucketRange = { from: 0, to: BUCKETS };

/** One of the partitions of a report, 0 to `partitions - 1`. */
export interface PartitionRef {
  readonly partition: number;
  readonly partitions: number;
}
