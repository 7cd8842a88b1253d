import type { Kysely, Migration } from 'kysely';

/** The sources of the settings, with their last listing. */
export const sources: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('sources')
      .addColumn('source_id', 'text', (c) => c.primaryKey())
      .addColumn('position', 'integer', (c) => c.notNull())
      .addColumn('is_sample', 'integer', (c) => c.notNull())
      .addColumn('listed_at', 'bigint')
      .addColumn('failed_at', 'bigint')
      .addColumn('error', 'text')
      .execute();
  },
};
