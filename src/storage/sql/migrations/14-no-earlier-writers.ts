import type { Kysely, Migration } from 'kysely';

/**
 * Gives two columns new names, so that a process of a release without commits can no longer write versions: one between
 * a commit and its place in the catalogue would stop the commits for good. Its steps fail, and the new release does them.
 */
export const noEarlierWriters: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('log_versions').renameColumn('new_polls', 'polls_added').execute();
    await db.schema.alterTable('input_versions').renameColumn('reason', 'held_because').execute();
  },
};
