import type { Kysely } from 'kysely';
import type { SessionCatalogue } from '../../catalogue/access-catalogue';
import type { Tables } from '../schema';

export function sessionTable(db: Kysely<Tables>): SessionCatalogue {
  return {
    open: (session) =>
      db.transaction().execute(async (trx) => {
        await trx.deleteFrom('sessions').where('expires_at', '<=', session.createdMicros).execute();
        await trx
          .insertInto('sessions')
          .values({
            id: session.id,
            key_id: session.keyId,
            hash: session.hash,
            created_at: session.createdMicros,
            expires_at: session.expiresMicros,
          })
          .execute();
      }),
    async get(id) {
      const row = await db.selectFrom('sessions').selectAll().where('id', '=', id).executeTakeFirst();
      if (!row) return null;
      return {
        id: row.id,
        keyId: row.key_id,
        hash: row.hash,
        createdMicros: row.created_at,
        expiresMicros: row.expires_at,
      };
    },
    async close(id) {
      await db.deleteFrom('sessions').where('id', '=', id).execute();
    },
  };
}
