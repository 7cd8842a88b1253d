import type { BucketRange } from '../../contract/buckets';
import type { CompactionGroup, CompactionPlan, SegmentPlace } from '../../contract/maintenance';
import type { Span } from '../../contract/report';
import { MICROS_PER_DAY, MICROS_PER_SECOND } from '../time/instants';

/** A day counts as over this long after its start: by then most late polls have arrived. */
const DAY_OVER_MICROS = 26 * 3_600 * MICROS_PER_SECOND;
/** Keep the plan small in the history, and all its steps within one history. */
export const PLAN_LIMITS = { groups: 40, segmentsEach: 100 } as const;

/**
 * Plans which segments to merge: those of each UTC day that is over. Segments longer than a day are split by day.
 * @param live the segments of the latest version, by precedence
 * @param newestMicros the log's newest poll
 */
export function planCompaction(
  live: readonly SegmentPlace[],
  newestMicros: number,
  limits: { readonly groups: number; readonly segmentsEach: number } = PLAN_LIMITS,
): CompactionPlan {
  const days = new Map<number, SegmentPlace[]>();
  for (const segment of live) {
    const day = dayOf(segment.span.toMicros);
    if (day * MICROS_PER_DAY + DAY_OVER_MICROS > newestMicros) continue;
    days.set(day, [...(days.get(day) ?? []), segment]);
  }
  const groups: CompactionGroup[] = [];
  for (const [day, segments] of [...days].sort(([a], [b]) => a - b)) {
    for (const run of splitByBuckets(segments).flatMap((some) => runsOf(some, live, limits.segmentsEach))) {
      if (!isWorthIt(run)) continue;
      if (groups.length === limits.groups) return { groups, more: true };
      groups.push({
        day: formatDay(day),
        segments: run.map(({ addedVersion, part }) => ({ addedVersion, part })),
      });
    }
  }
  return { groups, more: false };
}

/**
 * Whether the segments can become one with the precedence of the last: no other segment that may hold the same polls has
 * a precedence above the first and up to the last. Segments of equal precedence never hold the same poll.
 * @param run sorted by precedence
 */
export function isRun(run: readonly SegmentPlace[], live: readonly SegmentPlace[]): boolean {
  const [first, last] = [run[0], run.at(-1)];
  if (!first || !last) return false;
  const within = new Set(run.map(refOf));
  const { span, buckets } = hullOf(run);
  return live.every(
    (other) =>
      other.precedence <= first.precedence ||
      other.precedence > last.precedence ||
      !overlaps(other, span, buckets) ||
      within.has(refOf(other)),
  );
}

/** The pairs of day and bucket range that hold segments. @param ranges the bucket ranges of the partitions */
export function cellsOf(
  segments: readonly SegmentPlace[],
  ranges: readonly BucketRange[],
): { readonly span: Span; readonly buckets: BucketRange }[] {
  const { span, buckets } = hullOf(segments);
  const days = Array.from(
    { length: dayOf(span.toMicros) - dayOf(span.fromMicros) + 1 },
    (_, index) => (dayOf(span.fromMicros) + index) * MICROS_PER_DAY,
  );
  return days.flatMap((fromMicros) =>
    ranges
      .map(({ from, to }) => ({
        span: { fromMicros, toMicros: fromMicros + MICROS_PER_DAY - 1 },
        buckets: { from: Math.max(from, buckets.from), to: Math.min(to, buckets.to) },
      }))
      .filter((cell) => segments.some((segment) => overlaps(segment, cell.span, cell.buckets))),
  );
}

/** @param span both ends included */
export function overlaps(segment: SegmentPlace, span: Span, buckets: BucketRange): boolean {
  return (
    segment.span.toMicros >= span.fromMicros &&
    segment.span.fromMicros <= span.toMicros &&
    segment.buckets.to > buckets.from &&
    segment.buckets.from < buckets.to
  );
}

/** Segments of one precedence and one day have different stores: merging them gains nothing. */
function isWorthIt(run: readonly SegmentPlace[]): boolean {
  const { span } = hullOf(run);
  return run[0]?.precedence !== run.at(-1)?.precedence || dayOf(span.fromMicros) !== dayOf(span.toMicros);
}

/** Segments without a bucket in common need not be merged together. */
function splitByBuckets(segments: readonly SegmentPlace[]): SegmentPlace[][] {
  const groups: { to: number; segments: SegmentPlace[] }[] = [];
  for (const segment of [...segments].sort((a, b) => a.buckets.from - b.buckets.from)) {
    const last = groups.at(-1);
    if (last && segment.buckets.from < last.to) {
      last.segments.push(segment);
      last.to = Math.max(last.to, segment.buckets.to);
    } else {
      groups.push({ to: segment.buckets.to, segments: [segment] });
    }
  }
  return groups.map((group) => group.segments.sort((a, b) => a.precedence - b.precedence));
}

/** The fewest runs: a run must not skip the precedence of another day's segment. Equal precedences stay together. */
function runsOf(
  segments: readonly SegmentPlace[],
  live: readonly SegmentPlace[],
  maxSegments: number,
): SegmentPlace[][] {
  const byPrecedence = new Map<number, SegmentPlace[]>();
  for (const segment of segments)
    byPrecedence.set(segment.precedence, [...(byPrecedence.get(segment.precedence) ?? []), segment]);
  const runs: SegmentPlace[][] = [];
  for (const same of byPrecedence.values()) {
    const run = runs.at(-1);
    if (run && run.length + same.length <= maxSegments && isRun([...run, ...same], live)) run.push(...same);
    else runs.push(same);
  }
  return runs;
}

function hullOf(segments: readonly SegmentPlace[]): { readonly span: Span; readonly buckets: BucketRange } {
  return {
    span: {
      fromMicros: Math.min(...segments.map(({ span }) => span.fromMicros)),
      toMicros: Math.max(...segments.map(({ span }) => span.toMicros)),
    },
    buckets: {
      from: Math.min(...segments.map(({ buckets }) => buckets.from)),
      to: Math.max(...segments.map(({ buckets }) => buckets.to)),
    },
  };
}

export function refOf({
  addedVersion,
  part,
}: {
  readonly addedVersion: number;
  readonly part: number;
}): string {
  return `${addedVersion}/${part}`;
}

function dayOf(micros: number): number {
  return Math.floor(micros / MICROS_PER_DAY);
}

function formatDay(day: number): string {
  return new Date((day * MICROS_PER_DAY) / 1_000).toISOString().slice(0, 10);
}
