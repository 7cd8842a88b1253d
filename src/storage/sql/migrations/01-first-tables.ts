import type { Kysely, Migration } from 'kysely';

export const firstTables: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await createLogTables(db);
    await createSourceTables(db);
    await db.schema
      .createTable('reports')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('requested_at', 'bigint', (c) => c.notNull())
      .addColumn('options_json', 'text', (c) => c.notNull())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('pins_json', 'text')
      .addColumn('files_json', 'text')
      .addColumn('store_count', 'integer')
      .addColumn('poll_count', 'bigint')
      .addColumn('message', 'text')
      .addColumn('finished_at', 'bigint')
      .execute();
    await db.schema.createIndex('reports_newest').on('reports').columns(['requested_at', 'id']).execute();
  },
};

async function createLogTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('log_versions')
    .addColumn('version', 'integer', (c) => c.primaryKey())
    .addColumn('committed_at', 'bigint', (c) => c.notNull())
    .addColumn('ingestion_id', 'text', (c) => c.notNull())
    .addColumn('source_id', 'text', (c) => c.notNull())
    .addColumn('file_id', 'text', (c) => c.notNull())
    .addColumn('stores_key', 'text', (c) => c.notNull())
    .addColumn('store_count', 'integer', (c) => c.notNull())
    .addColumn('newest_at', 'bigint')
    .addColumn('polls_total', 'bigint', (c) => c.notNull())
    .addColumn('rows_in_total', 'bigint', (c) => c.notNull())
    .addColumn('duplicates_total', 'bigint', (c) => c.notNull())
    .addColumn('disagreements_total', 'bigint', (c) => c.notNull())
    .addColumn('quarantined_total', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('segments')
    .addColumn('added_version', 'integer', (c) => c.primaryKey().references('log_versions.version'))
    .addColumn('key', 'text', (c) => c.notNull())
    .addColumn('rows', 'bigint', (c) => c.notNull())
    .addColumn('corrections', 'bigint', (c) => c.notNull())
    .addColumn('min_at', 'bigint', (c) => c.notNull())
    .addColumn('max_at', 'bigint', (c) => c.notNull())
    .addColumn('size_bytes', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('segments_by_time').on('segments').columns(['max_at', 'min_at']).execute();
  await db.schema
    .createTable('input_versions')
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('key', 'text', (c) => c.notNull())
    .addColumn('rows', 'integer', (c) => c.notNull())
    .addColumn('stores', 'integer', (c) => c.notNull())
    .addColumn('quarantined', 'integer', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('reason', 'text')
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('input_versions_key', ['kind', 'version'])
    .execute();
}

async function createSourceTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('source_files')
    .addColumn('source_id', 'text', (c) => c.notNull())
    .addColumn('file_id', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('kind', 'text')
    .addColumn('fingerprint', 'text', (c) => c.notNull())
    .addColumn('mark_json', 'text')
    .addColumn('rows_key', 'text')
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('message', 'text')
    .addColumn('quarantined', 'bigint', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('source_files_key', ['source_id', 'file_id'])
    .execute();
  await db.schema
    .createTable('ingestions')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('workflow_id', 'text', (c) => c.notNull())
    .addColumn('trigger', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('started_at', 'bigint', (c) => c.notNull())
    .addColumn('finished_at', 'bigint')
    .addColumn('summary_json', 'text')
    .addColumn('message', 'text')
    .execute();
  await db.schema
    .createTable('outcomes')
    .addColumn('ingestion_id', 'text', (c) => c.notNull())
    .addColumn('source_id', 'text', (c) => c.notNull())
    .addColumn('file_id', 'text', (c) => c.notNull())
    .addColumn('outcome_json', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('outcomes_key', ['ingestion_id', 'source_id', 'file_id'])
    .execute();
}
