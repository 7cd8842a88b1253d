import type { BucketRange } from './buckets';
import type { Span } from './report';

/** Which segment of the log: the same content may have come in more than once. */
export interface SegmentRef {
  readonly addedVersion: number;
  /** Of those that this version added. */
  readonly part: number;
}

/** A segment as far as it says whether it can be merged with others. */
export interface SegmentPlace extends SegmentRef {
  /** Of segments that hold the same poll, the one with the highest word speaks. */
  readonly word: number;
  readonly span: Span;
  readonly buckets: BucketRange;
}

/** Segments that can take one another's place, in the order of their words; one alone is only split by day. */
export interface CompactionGroup {
  /** That of their newest poll, as `2023-01-22`. */
  readonly day: string;
  readonly segments: readonly SegmentRef[];
}

export interface CompactionPlan {
  readonly groups: readonly CompactionGroup[];
  /** Whether more is to be merged than one plan holds. */
  readonly more: boolean;
}
