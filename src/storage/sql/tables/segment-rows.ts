import type { Kysely } from 'kysely';
import type { RecordedSegment } from '../../catalogue/commit-catalogue';
import type { Segment, SegmentFilter, StoredSegment } from '../../catalogue/log-catalogue';
import type { Tables } from '../schema';
import { inChunks } from './in-chunks';

/** Sorted by precedence. */
export async function readSegments(
  db: Kysely<Tables>,
  version: number,
  { span, buckets }: SegmentFilter,
): Promise<StoredSegment[]> {
  let query = db
    .selectFrom('segments')
    .selectAll()
    .where('added_version', '<=', version)
    .where(({ eb, or }) => or([eb('removed_version', 'is', null), eb('removed_version', '>', version)]));
  if (span) query = query.where('max_at', '>=', span.fromMicros).where('min_at', '<=', span.toMicros);
  if (buckets) query = query.where('to_bucket', '>', buckets.from).where('from_bucket', '<', buckets.to);
  const rows = await query.orderBy('word').orderBy('added_version').orderBy('part').execute();
  return rows.map(toSegment);
}

export function toSegment(row: Tables['segments']): StoredSegment {
  return {
    addedVersion: row.added_version,
    part: row.part,
    precedence: row.word,
    key: row.key,
    rows: row.rows,
    corrections: row.corrections,
    span: { fromMicros: row.min_at, toMicros: row.max_at },
    buckets: { from: row.from_bucket, to: row.to_bucket },
    sizeBytes: row.size_bytes,
  };
}

/** Runs in the caller's transaction. */
export async function addSegments(
  db: Kysely<Tables>,
  segments: readonly Segment[],
  { version, precedence }: { readonly version: number; readonly precedence: number },
): Promise<void> {
  const place = { addedVersion: version, precedence, removedVersion: null };
  await inChunks(
    segments.map((segment, part) => toSegmentRow(segment, { ...place, part })),
    (rows) =>
      db
        .insertInto('segments')
        .values([...rows])
        .execute(),
  );
}

type Place = Pick<RecordedSegment, 'addedVersion' | 'part' | 'precedence' | 'removedVersion'>;

export function toSegmentRow(segment: Segment, place: Place): Tables['segments'] {
  return {
    added_version: place.addedVersion,
    part: place.part,
    key: segment.key,
    word: place.precedence,
    removed_version: place.removedVersion,
    from_bucket: segment.buckets.from,
    to_bucket: segment.buckets.to,
    rows: segment.rows,
    corrections: segment.corrections,
    min_at: segment.span.fromMicros,
    max_at: segment.span.toMicros,
    size_bytes: segment.sizeBytes,
  };
}
