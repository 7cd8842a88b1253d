import { BUCKETS, type BucketRange } from '../../contract/buckets';
import { bucketRange, partitionsFor } from '../../domain/log/buckets';

/** Some weeks of some stores. */
export interface PlannedOutputPart {
  readonly weeks: readonly number[];
  readonly buckets: BucketRange;
}

/** Put several weeks into one stretch above this limit: odd dates must not make the catalogue and histories large. */
const MAX_STRETCHES = 256;

/**
 * Plans how the polls of a file are split: first by week, if asked, then by store until a part has about `partRows` rows.
 * Empty parts are left out.
 * @param counts of polls, by week and bucket.
 */
export function planOutputParts(
  counts: ReadonlyMap<number, Uint32Array>,
  splitByWeek: boolean,
  partRows: number,
): readonly PlannedOutputPart[] {
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
    if (stretches.size <= MAX_STRETCHES) return [...stretches.values()];
  }
}
