import type { Kysely, Selectable } from 'kysely';
import { z } from 'zod';
import { SCOPES } from '../../../contract/access';
import type { ApiKey, KeyCatalogue } from '../../catalogue/access-catalogue';
import type { Tables } from '../schema';

export function keyTable(db: Kysely<Tables>): KeyCatalogue {
  return {
    async create(key) {
      await db
        .insertInto('api_keys')
        .values({
          id: key.id,
          name: key.name,
          scope: key.scope,
          hash: key.hash,
          created_at: key.createdMicros,
          last_used_at: key.lastUsedMicros,
          revoked_at: key.revokedMicros,
          expires_at: key.expiresMicros,
        })
        .execute();
    },
    async all() {
      const rows = await db.selectFrom('api_keys').selectAll().orderBy('created_at').orderBy('id').execute();
      return rows.map(toKey);
    },
    async exist() {
      return (await db.selectFrom('api_keys').select('id').limit(1).executeTakeFirst()) !== undefined;
    },
    get: (id) => findKey(db, id),
    async use(id, atMicros) {
      await db.updateTable('api_keys').set({ last_used_at: atMicros }).where('id', '=', id).execute();
    },
    revoke: (id, atMicros) =>
      db.transaction().execute(async (trx) => {
        await trx
          .updateTable('api_keys')
          .set({ revoked_at: atMicros })
          .where('id', '=', id)
          .where('revoked_at', 'is', null)
          .execute();
        await trx.deleteFrom('sessions').where('key_id', '=', id).execute();
        return findKey(trx, id);
      }),
  };
}

async function findKey(db: Kysely<Tables>, id: string): Promise<ApiKey | null> {
  const row = await db.selectFrom('api_keys').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? toKey(row) : null;
}

function toKey(row: Selectable<Tables['api_keys']>): ApiKey {
  return {
    id: row.id,
    name: row.name,
    scope: z.enum(SCOPES).parse(row.scope),
    hash: row.hash,
    createdMicros: row.created_at,
    lastUsedMicros: row.last_used_at,
    revokedMicros: row.revoked_at,
    expiresMicros: row.expires_at,
  };
}
