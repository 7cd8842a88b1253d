import type { Kysely, Migration } from 'kysely';

export const retention: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('maintenances')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('trigger', 'text', (c) => c.notNull())
      .addColumn('finished_at', 'bigint', (c) => c.notNull())
      .addColumn('summary_json', 'text', (c) => c.notNull())
      .execute();
    await db.schema
      .createTable('removed_reports')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('removed_at', 'bigint', (c) => c.notNull())
      .execute();
    // Few segments are replaced, among very many that are not.
    await db.schema.createIndex('segments_removed').on('segments').column('removed_version').execute();
  },
};
