import type { Kysely, Migration } from 'kysely';

/** How far the catalogue follows the commit logs in the blobs, and a number for each change of a file's state. */
export const commitHeads: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('commit_heads')
      .addColumn('stream', 'text', (c) => c.primaryKey())
      .addColumn('number', 'integer', (c) => c.notNull())
      .addColumn('sha256', 'text', (c) => c.notNull())
      .addColumn('versions', 'text', (c) => c.notNull())
      .execute();
    await db.schema
      .alterTable('source_files')
      .addColumn('revision', 'integer', (c) => c.notNull().defaultTo(0))
      .execute();
  },
};
