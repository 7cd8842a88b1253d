import type { Kysely } from 'kysely';
import type { Catalogue } from '../../catalogue/catalogue';
import type { Tables } from '../schema';

export function identityTable(db: Kysely<Tables>): Pick<Catalogue, 'identity' | 'takeIdentity'> {
  return {
    async identity() {
      const { id } = await db.selectFrom('identity').select('id').executeTakeFirstOrThrow();
      return id;
    },
    async takeIdentity(id) {
      await db.updateTable('identity').set({ id }).execute();
    },
  };
}
