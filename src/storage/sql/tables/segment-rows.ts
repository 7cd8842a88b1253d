import type { Kysely } from 'kysely';
import type { Segment, SegmentFilter, StoredSegment } from '../../catalogue/log-catalogue';
import type { Tables } from '../schema';

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
  return rows.map((row) => ({
    addedVersion: row.added_version,
    part: row.part,
    precedence: row.word,
    key: row.key,
    rows: row.rows,
    corrections: row.corrections,
    span: { fromMicros: row.min_at, toMicros: row.max_at },
    buckets: { from: row.from_bucket, to: row.to_bucket },
    sizeBytes: row.size_bytes,
  }));
}

/** Databases limit the values of one statement; a year in many partitions exceeds it. */
const ROWS_PER_INSERT = 500;

/** Runs in the caller's transaction. */
export async function addSegments(
  db: Kysely<Tables>,
  segments: readonly Segment[],
  at: { readonly version: number; readonly precedence: number },
): Promise<void> {
  const rows = segments.map((segment, part) => toSegmentRow(segment, { ...at, part }));
  for (let from = 0; from < rows.length; from += ROWS_PER_INSERT)
    await db
      .insertInto('segments')
      .values(rows.slice(from, from + ROWS_PER_INSERT))
      .execute();
}

function toSegmentRow(
  segment: Segment,
  {
    version,
    part,
    precedence,
  }: { readonly version: number; readonly part: number; readonly precedence: number },
): Tables['segments'] {
  return {
    added_version: version,
    part,
    key: segment.key,
    word: precedence,
    removed_version: null,
    from_bucket: segment.buckets.from,
    to_bucket: segment.buckets.to,
    rows: segment.rows,
    corrections: segment.corrections,
    min_at: segment.span.fromMicros,
    max_at: segment.span.toMicros,
    size_bytes: segment.sizeBytes,
  };
}
