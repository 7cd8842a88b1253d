import type { Kysely, Migration } from 'kysely';
import type { Tables } from '../schema';

/** For listing reports by state, method and requester. */
export const reportFilters: Migration = {
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
