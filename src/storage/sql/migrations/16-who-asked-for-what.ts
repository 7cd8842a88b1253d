import type { Kysely, Migration } from 'kysely';

/** What was asked for, and the standing reports: Temporal held both before. */
export const whoAskedForWhat: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('asked_reports')
      .addColumn('report_id', 'text', (c) => c.primaryKey())
      .addColumn('asked_at', 'bigint', (c) => c.notNull())
      .addColumn('requested_by', 'text')
      .addColumn('options_json', 'text', (c) => c.notNull())
      .addColumn('emails_json', 'text', (c) => c.notNull())
      .execute();
    await db.schema.createIndex('asked_reports_by_time').on('asked_reports').column('asked_at').execute();
    await db.schema
      .createTable('standing_reports')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('options_json', 'text', (c) => c.notNull())
      .addColumn('time_json', 'text', (c) => c.notNull())
      .addColumn('emails_json', 'text', (c) => c.notNull())
      .execute();
    await db.schema
      .createTable('standing_adoptions')
      .addColumn('adopted_at', 'bigint', (c) => c.notNull())
      .execute();
  },
};
