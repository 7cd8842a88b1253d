import { type Kysely, type Migration, sql } from 'kysely';
import { BUCKETS } from '../../../contract/buckets';
import type { Tables } from '../schema';

/** A commit can add several segments, and later segments can replace them. */
export const segmentParts: Migration = {
  async up(db: Kysely<Tables>): Promise<void> {
    await db.schema.dropIndex('segments_by_time').execute();
    await db.schema.alterTable('segments').renameTo('single_segments').execute();
    await db.schema
      .createTable('segments')
      .addColumn('added_version', 'integer', (c) => c.notNull().references('log_versions.version'))
      .addColumn('part', 'integer', (c) => c.notNull())
      .addColumn('key', 'text', (c) => c.notNull())
      .addColumn('word', 'integer', (c) => c.notNull())
      .addColumn('removed_version', 'integer')
      .addColumn('from_bucket', 'integer', (c) => c.notNull())
      .addColumn('to_bucket', 'integer', (c) => c.notNull())
      .addColumn('rows', 'bigint', (c) => c.notNull())
      .addColumn('corrections', 'bigint', (c) => c.notNull())
      .addColumn('min_at', 'bigint', (c) => c.notNull())
      .addColumn('max_at', 'bigint', (c) => c.notNull())
      .addColumn('size_bytes', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('segment_parts_key', ['added_version', 'part'])
      .execute();
    await sql`insert into segments
      (added_version, part, key, word, from_bucket, to_bucket, rows, corrections, min_at, max_at, size_bytes)
      select added_version, 0, key, added_version, 0, ${sql.lit(BUCKETS)}, rows, corrections, min_at, max_at, size_bytes
      from single_segments`.execute(db);
    await db.schema.createIndex('segments_by_time').on('segments').columns(['max_at', 'min_at']).execute();
    await db.schema
      .alterTable('log_versions')
      .addColumn('new_polls', 'bigint', (c) => c.notNull().defaultTo(0))
      .execute();
    await sql`update log_versions set new_polls = coalesce(
      (select rows - corrections from single_segments where added_version = version), 0)`.execute(db);
    await db.schema.dropTable('single_segments').execute();
  },
};
