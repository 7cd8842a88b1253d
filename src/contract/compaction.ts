import type { BucketRange } from './buckets';
import type { Span } from './report';

/** Identifies a segment of the log. Its key does not: the same content may be in the log more than once. */
export interface SegmentRef {
  readonly addedVersion: number;
  /** Its number among the segments that this version added. */
  readonly part: number;
}

/** The place of a segment: it decides which segments can be merged. */
export interface SegmentPlace extends SegmentRef {
  /** Of segments that hold the same poll, the one with the highest precedence counts. */
  readonly precedence: number;
  readonly span: Span;
  readonly buckets: BucketRange;
}

/** Segments to merge, by precedence; a single segment is only split by day. */
export interface CompactionGroup {
  /** The day of their newest poll, such as `2023-01-22`. */
  readonly day: string;
  readonly segments: readonly SegmentRef[];
}

export interface CompactionPlan {
  readonly groups: readonly CompactionGroup[];
  /** Whether the plan is full and more can be merged. */
  readonly more: boolean;
}
