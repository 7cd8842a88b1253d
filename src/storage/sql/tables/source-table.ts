import type { Kysely } from 'kysely';
import type { SourceCatalogue } from '../../catalogue/source-catalogue';
import type { Tables } from '../schema';
import { snapshotTransaction } from '../snapshot-transaction';

export function sourceTable(db: Kysely<Tables>): SourceCatalogue {
  return {
    async all() {
      const rows = await db.selectFrom('sources').selectAll().orderBy('position').execute();
      return rows.map(({ source_id, is_sample, listed_at, failed_at, error }) => ({
        sourceId: source_id,
        isSample: is_sample === 1,
        listedMicros: listed_at,
        failure: failed_at === null || error === null ? null : { atMicros: failed_at, message: error },
      }));
    },
    configure: (sources) =>
      snapshotTransaction(db).execute(async (trx) => {
        const ids = sources.map(({ sourceId }) => sourceId);
        const others = trx.deleteFrom('sources');
        await (ids.length === 0 ? others : others.where('source_id', 'not in', ids)).execute();
        for (const [position, { sourceId, isSample }] of sources.entries()) {
          const facts = { position, is_sample: Number(isSample) };
          const unlisted = { source_id: sourceId, listed_at: null, failed_at: null, error: null };
          await trx
            .insertInto('sources')
            .values({ ...unlisted, ...facts })
            .onConflict((conflict) => conflict.column('source_id').doUpdateSet(facts))
            .execute();
        }
      }),
    async noteListed(sourceId, atMicros) {
      await db
        .updateTable('sources')
        .set({ listed_at: atMicros, failed_at: null, error: null })
        .where('source_id', '=', sourceId)
        .execute();
    },
    async noteFailed(sourceId, { atMicros, message }) {
      await db
        .updateTable('sources')
        .set({ failed_at: atMicros, error: message })
        .where('source_id', '=', sourceId)
        .execute();
    },
  };
}
