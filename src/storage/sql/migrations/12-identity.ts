import { randomUUID } from 'node:crypto';
import { type Kysely, type Migration, sql } from 'kysely';

/** An id of the catalogue, which its blobs carry too. */
export const identity: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('identity')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .execute();
    await sql`INSERT INTO identity (id) VALUES (${randomUUID()})`.execute(db);
  },
};
