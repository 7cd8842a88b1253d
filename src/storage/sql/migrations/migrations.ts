import { type Kysely, type Migration, Migrator, sql } from 'kysely';
import { BUCKETS } from '../../../contract/buckets';
import { LoopwatchError } from '../../../contract/errors';
import type { Tables } from '../schema';
import type { TranslateError } from '../translate-errors';

const firstTables: Migration = {
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

/** Ingestions are listed newest first, and there is one more each hour. */
const newestIngestions: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.createIndex('ingestions_newest').on('ingestions').columns(['started_at', 'id']).execute();
    await db.schema.createIndex('ingestions_last').on('ingestions').columns(['finished_at', 'id']).execute();
  },
};

const whoAsked: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('reports').addColumn('requested_by', 'text').execute();
  },
};

const whoMay: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('api_keys')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('scope', 'text', (c) => c.notNull())
      .addColumn('hash', 'text', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('last_used_at', 'bigint')
      .addColumn('revoked_at', 'bigint')
      .execute();
    await db.schema
      .createTable('sessions')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('key_id', 'text', (c) => c.notNull().references('api_keys.id'))
      .addColumn('hash', 'text', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('expires_at', 'bigint', (c) => c.notNull())
      .execute();
  },
};

const webhooks: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('webhooks')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('url', 'text', (c) => c.notNull())
      .addColumn('events_json', 'text', (c) => c.notNull())
      .addColumn('secret', 'text', (c) => c.notNull())
      .addColumn('previous_secret', 'text')
      .addColumn('previous_until', 'bigint')
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('disabled_at', 'bigint')
      .addColumn('disabled_reason', 'text')
      .execute();
  },
};

/** Reports are listed by state, method and who asked. */
const reportFilters: Migration = {
  async up(db: Kysely<Tables>): Promise<void> {
    await db.schema
      .alterTable('reports')
      .addColumn('method', 'text', (c) => c.notNull().defaultTo('interpolate'))
      .execute();
    await db
      .updateTable('reports')
      .set({ method: 'count' })
      .where('options_json', 'like', '%"method":"count"%')
      .execute();
    for (const column of ['state', 'method', 'requested_by'])
      await db.schema
        .createIndex(`reports_by_${column}`)
        .on('reports')
        .columns([column, 'requested_at', 'id'])
        .execute();
  },
};

/** A commit may bring several segments, and a later one may take their place. */
const segmentParts: Migration = {
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

/** Of reports made of the same, one computes and the others take over its files. */
const reportPins: Migration = {
  async up(db: Kysely<Tables>): Promise<void> {
    await db.schema.alterTable('reports').addColumn('pins_key', 'text').execute();
    await db.schema.alterTable('reports').addColumn('leads', 'text').execute();
    await db.schema
      .createIndex('reports_leading')
      .unique()
      .on('reports')
      .columns(['pins_key', 'leads'])
      .where(sql.ref('state'), '=', 'Running')
      .where(sql.ref('leads'), 'is not', null)
      .execute();
    await db.schema
      .createIndex('reports_by_pins')
      .on('reports')
      .columns(['pins_key', 'requested_at'])
      .where(sql.ref('leads'), 'is not', null)
      .execute();
  },
};

const maintenance: Migration = {
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
    // Of what was superseded only a little is kept, among very much that was not.
    await db.schema.createIndex('segments_removed').on('segments').column('removed_version').execute();
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

const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '2026-11-24-first-tables': firstTables,
  '2026-11-25-newest-ingestions': newestIngestions,
  '2026-11-25-who-asked': whoAsked,
  '2026-11-25-who-may': whoMay,
  '2026-11-26-webhooks': webhooks,
  '2026-11-27-report-filters': reportFilters,
  '2026-11-28-segment-parts': segmentParts,
  '2026-11-29-report-pins': reportPins,
  '2026-11-30-retention': maintenance,
};

/**
 * Brings a catalogue to this release's tables, once however many processes ask for it; done already, it does nothing.
 * @param last goes so far only, for a catalogue as an earlier release had it
 */
export async function migrate(db: Kysely<Tables>, translate: TranslateError, last?: string): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } });
  const { error } = await (last === undefined ? migrator.migrateToLatest() : migrator.migrateTo(last));
  if (!error) return;
  const translated = translate(error);
  if (translated instanceof LoopwatchError) throw translated;
  throw new LoopwatchError(
    'SETUP',
    'The catalogue could not be brought up to date',
    'Restore it from its backup, or start with an empty one.',
    { cause: error },
  );
}
