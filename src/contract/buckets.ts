/** Stores fall into so many buckets, by a hash of their id. */
export const BUCKETS = 256;

/** Half-open `[from, to)`, of 0 to BUCKETS. */
export interface BucketRange {
  readonly from: number;
  readonly to: number;
}

export const ALL_BUCKETS: BucketRange = { from: 0, to: BUCKETS };
