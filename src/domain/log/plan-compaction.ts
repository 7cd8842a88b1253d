import type { BucketRange } from '../../contract/buckets';
import type { CompactionGroup, CompactionPlan, SegmentPlace } from '../../contract/compaction';
import type { Span } from '../../contract/report';
import { MICROS_PER_DAY, MICROS_PER_SECOND } from '../time/instants';

/** How long after its start a day's polls have mostly come, late ones too. */
const DAY_OVER_MICROS = 26 * 3_600 * MICROS_PER_SECOND;
/** So that a plan stays small in a history, and one history holds all its steps. */
export const PLAN_LIMITS = { groups: 40, segmentsEach: 100 } as const;

/**
 * What of the log is to be merged: the segments of each UTC day that is over, and long ones, which are split by day.
 * @param live of the latest version, in the order of their words
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
 * Whether they may become one with the word of the last: no other segment that may hold the same polls has a word after
 * the first's and not after the last's. Segments of one word never hold the same poll.
 * @param run in the order of words
 */
export function isRun(run: readonly SegmentPlace[], live: readonly SegmentPlace[]): boolean {
  const [first, last] = [run[0], run.at(-1)];
  if (!first || !last) return false;
  const within = new Set(run.map(refOf));
  const { span, buckets } = hullOf(run);
  return live.every(
    (other) =>
      other.word <= first.word ||
      other.word > last.word ||
      !overlaps(other, span, buckets) ||
      within.has(refOf(other)),
  );
}

/** The days and the buckets that the segments lie in, one by one. @param ranges of the partitions of the stores */
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

/** Those of one word and day are apart already, by their stores. */
function isWorthIt(run: readonly SegmentPlace[]): boolean {
  const { span } = hullOf(run);
  return run[0]?.word !== run.at(-1)?.word || dayOf(span.fromMicros) !== dayOf(span.toMicros);
}

/** Those of partitions that have no bucket in common need not be merged at once. */
function splitByBuckets(segments: readonly SegmentPlace[]): SegmentPlace[][] {
  const parts: { to: number; segments: SegmentPlace[] }[] = [];
  for (const segment of [...segments].sort((a, b) => a.buckets.from - b.buckets.from)) {
    const last = parts.at(-1);
    if (last && segment.buckets.from < last.to) {
      last.segments.push(segment);
      last.to = Math.max(last.to, segment.buckets.to);
    } else {
      parts.push({ to: segment.buckets.to, segments: [segment] });
    }
  }
  return parts.map((part) => part.segments.sort((a, b) => a.word - b.word));
}

/** As few runs as the words of other days' segments allow: a merge must not pass over one. Those of one word go together. */
function runsOf(
  segments: readonly SegmentPlace[],
  live: readonly SegmentPlace[],
  longest: number,
): SegmentPlace[][] {
  const words = new Map<number, SegmentPlace[]>();
  for (const segment of segments) words.set(segment.word, [...(words.get(segment.word) ?? []), segment]);
  const runs: SegmentPlace[][] = [];
  for (const same of words.values()) {
    const run = runs.at(-1);
    if (run && run.length + same.length <= longest && isRun([...run, ...same], live)) run.push(...same);
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
