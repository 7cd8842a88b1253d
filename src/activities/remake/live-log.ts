import { overlaps, refOf } from '../../domain/log/plan-compaction';
import type {
  LogCompaction,
  LogVersion,
  Segment,
  SegmentFilter,
  StoredSegment,
} from '../../storage/catalogue/log-catalogue';
import type { CommitBody } from '../../storage/commits/commit-schemas';

/** The log as it was at a commit: what the catalogue had, without the catalogue. */
export class LiveLog {
  #live = new Map<string, StoredSegment>();
  #latest: Pick<LogVersion, 'version' | 'storesKey'> | null = null;

  get latest(): Pick<LogVersion, 'version' | 'storesKey'> | null {
    return this.#latest;
  }

  /** By precedence, like the catalogue's. */
  segments({ span, buckets }: SegmentFilter = {}): StoredSegment[] {
    return [...this.#live.values()]
      .filter(
        (segment) =>
          (!span || overlaps(segment, span, segment.buckets)) &&
          (!buckets || overlaps(segment, segment.span, buckets)),
      )
      .sort((a, b) => a.precedence - b.precedence || a.addedVersion - b.addedVersion || a.part - b.part);
  }

  /** The segments that a merge takes the place of, by precedence. */
  removedBy({ removed }: Pick<LogCompaction, 'removed'>): StoredSegment[] {
    const asked = new Set(removed.map(refOf));
    return this.segments().filter((segment) => asked.has(refOf(segment)));
  }

  /** Goes on to the commit. */
  apply(body: CommitBody): void {
    switch (body.type) {
      case 'append': {
        const version = body.expectedVersion + 1;
        this.#add(body.segments, version, version);
        this.#latest = { version, storesKey: body.storesKey };
        return;
      }
      case 'merge': {
        const removed = this.removedBy(body);
        for (const segment of removed) this.#live.delete(refOf(segment));
        const version = (this.#latest?.version ?? 0) + 1;
        this.#add(body.added, version, Math.max(...removed.map(({ precedence }) => precedence)));
        this.#latest = { version, storesKey: this.#latest?.storesKey ?? '' };
        return;
      }
      case 'state': {
        if (body.state.of !== 'log') return;
        const live = body.state.segments.filter(({ removedVersion }) => removedVersion === null);
        this.#live = new Map(live.map((segment) => [refOf(segment), segment]));
        this.#latest = body.state.versions.at(-1) ?? null;
        return;
      }
      case 'version':
      case 'accept':
        return;
    }
  }

  #add(segments: readonly Segment[], addedVersion: number, precedence: number): void {
    for (const [part, segment] of segments.entries()) {
      const stored = { ...segment, addedVersion, part, precedence };
      this.#live.set(refOf(stored), stored);
    }
  }
}
