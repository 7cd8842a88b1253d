import type { SegmentPlace } from '../../contract/maintenance';
import { overlaps } from './plan-compaction';

/**
 * The segments whose polls are all older than the instant. A segment that corrects a longer one stays as long as that
 * one: without it, the corrected status would count again.
 * @param live sorted by precedence
 */
export function expiredSegments<S extends SegmentPlace>(live: readonly S[], beforeMicros: number): S[] {
  const kept: S[] = live.filter(
    ({ span }) => span.fromMicros < beforeMicros && span.toMicros >= beforeMicros,
  );
  const expired: S[] = [];
  for (const segment of live.filter(({ span }) => span.toMicros < beforeMicros)) {
    const corrects = kept.some(
      (other) => other.precedence < segment.precedence && overlaps(other, segment.span, segment.buckets),
    );
    (corrects ? kept : expired).push(segment);
  }
  return expired;
}
