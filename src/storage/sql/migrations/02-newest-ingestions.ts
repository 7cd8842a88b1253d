import type { Kysely, Migration } from 'kysely';

/** Ingestions are listed newest first, and every hour adds one. */
export const newestIngestions: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.createIndex('ingestions_newest').on('ingestions').columns(['started_at', 'id']).execute();
    await db.schema.createIndex('ingestions_last').on('ingestions').columns(['finished_at', 'id']).execute();
  },
};
