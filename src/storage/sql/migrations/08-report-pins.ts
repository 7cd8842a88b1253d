import { type Kysely, type Migration, sql } from 'kysely';
import type { Tables } from '../schema';

/** Of reports with the same content, one computes and the others copy its files. */
export const reportPins: Migration = {
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
