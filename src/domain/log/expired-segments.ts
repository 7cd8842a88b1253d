import type { SegmentPlace } from '../../contract/compaction';
import { overlaps } from './plan-compaction';

/**
 * The segments of which every poll is older than the instant. One that corrects what a longer segment says stays as long
 * as that one does: without it, the word that it corrected would be heard again.
 * @param live in the order of their words
 */
export function expiredSegments<S extends SegmentPlace>(live: readonly S[], beforeMicros: number): S[] {
  const staying: S[] = live.filter(
    ({ span }) => span.fromMicros < beforeMicros && span.toMicros >= beforeMicros,
  );
  const expired: S[] = [];
  for (const segment of live.filter(({ span }) => span.toMicros < beforeMicros)) {
    const corrects = staying.some(
      (other) => other.word < segment.word && overlaps(other, segment.span, segment.buckets),
    );
    (corrects ? staying : expired).push(segment);
  }
  return expired;
}
