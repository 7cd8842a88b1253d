import { BUCKETS, type BucketRange } from '../../contract/buckets';
import { bucketRange, partitionsFor } from '../../domain/log/buckets';

/** Some weeks of some stores. */
export interface PlannedPart {
  readonly weeks: readonly number[];
  readonly buckets: BucketRange;
}

/** So that no file, whatever its dates, makes the catalogue and the histories large: from here on, several weeks go together. */
const MOST_STRETCHES = 256;

/**
 * How the polls of a file are split: by time where they span more than two weeks, and then by store, as often as it takes
 * to have about so many rows in a part. Parts without rows are left out.
 * @param counts of polls, by week and bucket.
 */
export function planParts(
  counts: ReadonlyMap<number, Uint32Array>,
  splitByWeek: boolean,
  partRows: number,
): readonly PlannedPart[] {
  const weeks = [...counts.keys()].sort((a, b) => a - b);
  return stretchesOf(weeks, splitByWeek).flatMap((stretch) => {
    const perBucket = new Float64Array(BUCKETS);
    for (const week of stretch)
      counts.get(week)?.forEach((count, bucket) => {
        perBucket[bucket] = (perBucket[bucket] ?? 0) + count;
      });
    const rowsIn = ({ from, to }: BucketRange) =>
      perBucket.subarray(from, to).reduce((sum, count) => sum + count, 0);
    const parts = partitionsFor(rowsIn({ from: 0, to: BUCKETS }), partRows);
    return Array.from({ length: parts }, (_, part) => bucketRange(part, parts))
      .filter((buckets) => rowsIn(buckets) > 0)
      .map((buckets) => ({ weeks: stretch, buckets }));
  });
}

function stretchesOf(weeks: readonly number[], splitByWeek: boolean): readonly (readonly number[])[] {
  if (!splitByWeek) return [weeks];
  for (let weeksEach = 1; ; weeksEach *= 2) {
    const stretches = new Map<number, number[]>();
    for (const week of weeks) {
      const stretch = Math.floor(week / weeksEach);
      const others = stretches.get(stretch);
      if (others) others.push(week);
      else stretches.set(stretch, [week]);
    }
    if (stretches.size <= MOST_STRETCHES) return [...stretches.values()];
  }
}
