import type { Kysely, Migration } from 'kysely';

export const whoAsked: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('reports').addColumn('requested_by', 'text').execute();
  },
};
