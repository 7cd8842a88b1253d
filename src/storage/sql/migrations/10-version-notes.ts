import type { Kysely, Migration } from 'kysely';

/** Versions of hours and timezones remember how they came about, and files of them how they were read. */
export const versionNotes: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('input_versions').addColumn('notes_json', 'text').execute();
    await db.schema.alterTable('source_files').addColumn('reading_json', 'text').execute();
  },
};
