import type { Kysely, Migration } from 'kysely';

/** Keys may end by themselves. */
export const keyExpiry: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('api_keys').addColumn('expires_at', 'bigint').execute();
  },
};
