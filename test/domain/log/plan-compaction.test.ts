import fc from 'fast-check';
import type { SegmentPlace } from '../../../src/contract/maintenance';
import { bucketRange } from '../../../src/domain/log/buckets';
import { expiredSegments } from '../../../src/domain/log/expired-segments';
import { cellsOf, isRun, planCompaction, refOf } from '../../../src/domain/log/plan-compaction';
import { MICROS_PER_DAY } from '../../../src/domain/time/instants';

const HOUR = MICROS_PER_DAY / 24;

interface Row {
  readonly bucket: number;
  readonly hour: number;
  readonly value: number;
}
interface Held extends SegmentPlace {
  readonly rows: readonly Row[];
}

/** A segment of a commit; null when it would be empty. */
function segmentOf(
  rows: readonly Row[],
  place: Pick<Held, 'addedVersion' | 'part' | 'precedence' | 'buckets'>,
): Held | null {
  if (rows.length === 0) return null;
  const hours = rows.map(({ hour }) => hour * HOUR);
  return { ...place, rows, span: { fromMicros: Math.min(...hours), toMicros: Math.max(...hours) } };
}

/** A log in memory with one store in each bucket. */
class Log {
  live: Held[] = [];
  #version = 0;

  append(rows: readonly Row[], partitions: number): void {
    this.#version++;
    const once = [...new Map(rows.map((row) => [keyOf(row), row])).values()];
    this.#add(this.#split(once, partitions, this.#version));
  }

  compact(partitions: number): void {
    for (const { segments } of planCompaction(this.live, this.#newest()).groups) {
      const asked = new Set(segments.map(refOf));
      const found = this.live.filter((segment) => asked.has(refOf(segment)));
      if (found.length < asked.size || !isRun(found, this.live)) continue;
      this.#version++;
      const ranges = Array.from({ length: partitions }, (_, part) => bucketRange(part, partitions));
      const precedence = Math.max(...found.map((segment) => segment.precedence));
      const rows = found.flatMap((segment) => segment.rows);
      this.live = this.live.filter((segment) => !asked.has(refOf(segment)));
      this.#add(
        cellsOf(found, ranges).map(({ span, buckets }, part) =>
          segmentOf(
            rows.filter(
              ({ bucket, hour }) =>
                buckets.from <= bucket &&
                bucket < buckets.to &&
                span.fromMicros <= hour * HOUR &&
                hour * HOUR <= span.toMicros,
            ),
            { addedVersion: this.#version, part, precedence, buckets },
          ),
        ),
      );
    }
  }

  /** The last status of each store and hour, and the number of rows. */
  heard(): { readonly rows: number; readonly last: ReadonlyMap<string, number> } {
    const rows = this.live.flatMap((segment) => segment.rows);
    return { rows: rows.length, last: new Map(rows.map((row) => [keyOf(row), row.value])) };
  }

  #split(rows: readonly Row[], partitions: number, precedence: number) {
    return Array.from({ length: partitions }, (_, part) => {
      const buckets = bucketRange(part, partitions);
      return segmentOf(
        rows.filter(({ bucket }) => buckets.from <= bucket && bucket < buckets.to),
        { addedVersion: precedence, part, precedence, buckets },
      );
    });
  }

  #add(segments: readonly (Held | null)[]): void {
    this.live = [...this.live, ...segments.flatMap((segment) => segment ?? [])].sort(
      (a, b) => a.precedence - b.precedence,
    );
  }

  #newest(): number {
    return Math.max(...this.live.map(({ span }) => span.toMicros));
  }
}

function keyOf({ bucket, hour }: Row): string {
  return `${bucket} ${hour}`;
}

const row: fc.Arbitrary<Row> = fc.record({
  bucket: fc.constantFrom(0, 100, 200, 255),
  hour: fc.integer({ min: 0, max: 100 }),
  value: fc.nat(),
});
const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      rows: fc.array(row, { minLength: 1, maxLength: 8 }),
      parts: fc.constantFrom(1, 2, 4),
    }),
  },
  { weight: 1, arbitrary: fc.constantFrom(1, 2, 4) },
);

const place = (precedence: number, from: number, to: number): SegmentPlace => ({
  addedVersion: precedence,
  part: 0,
  precedence,
  span: { fromMicros: from, toMicros: to },
  buckets: bucketRange(0, 1),
});

describe('a compaction plan', () => {
  it('keeps every row and the last status of each store and hour, for any split of the appends', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const log = new Log();
        for (const each of steps) {
          if (typeof each === 'object') {
            log.append(each.rows, each.parts);
            continue;
          }
          const before = log.heard();
          log.compact(each);
          expect(log.heard()).toEqual(before);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('ends with one segment per partition for each day that is over', () => {
    fc.assert(
      fc.property(fc.array(fc.array(row, { minLength: 1, maxLength: 8 }), { maxLength: 20 }), (commits) => {
        const log = new Log();
        for (const rows of commits) log.append(rows, 1);
        for (const bucket of [0, 255]) log.append([{ bucket, hour: 200, value: 1 }], 1);
        for (let night = 0; night < 4; night++) log.compact(2);
        const cells = log.live
          .filter(({ span }) => span.toMicros < 150 * HOUR)
          .map(({ span, buckets }) => `${Math.floor(span.toMicros / MICROS_PER_DAY)} ${buckets.from}`);
        expect(new Set(cells).size).toBe(cells.length);
      }),
    );
  });

  it('skips no segment that may have the same polls, not even one of the last precedence', () => {
    const [long, early, late] = [place(3, 0, 30), { ...place(5, 0, 9), part: 1 }, place(5, 20, 30)];
    expect(isRun([long, late], [long, early, late])).toBe(false);
    expect(isRun([long, early, late], [long, early, late])).toBe(true);
    expect(isRun([place(1, 0, 9), late], [place(1, 0, 9), place(3, 40, 50), late])).toBe(true);
    expect(isRun([place(1, 0, 9), late], [place(1, 0, 9), place(3, 10, 10), late])).toBe(false);
  });

  it('is limited in size to suit a history, and says if there is more to do', () => {
    const log = new Log();
    for (let hour = 0; hour < 96; hour += 6) log.append([{ bucket: 1, hour, value: hour }], 1);
    const newest = 98 * HOUR;
    expect(planCompaction(log.live, newest, { groups: 9, segmentsEach: 9 })).toMatchObject({ more: false });
    const { groups, more } = planCompaction(log.live, newest, { groups: 3, segmentsEach: 2 });
    expect(groups.map(({ day, segments }) => [day, segments.length])).toEqual([
      ['1970-01-01', 2],
      ['1970-01-01', 2],
      ['1970-01-02', 2],
    ]);
    expect(more).toBe(true);
  });
});

describe('segments of expired polls', () => {
  it('are those whose newest poll is too old, unless they correct a segment that stays', () => {
    const live = [
      place(1, 0, 5),
      place(2, 4, 30),
      place(3, 6, 8),
      place(4, 0, 3),
      place(5, 7, 9),
      place(6, 20, 22),
    ];
    expect(expiredSegments(live, 10).map(({ precedence }) => precedence)).toEqual([1, 4]);
    expect(expiredSegments(live, 31).map(({ precedence }) => precedence)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(expiredSegments(live, 0)).toEqual([]);
  });
});
