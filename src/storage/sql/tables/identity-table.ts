import type { Kysely } from 'kysely';
import type { Catalogue } from '../../catalogue/catalogue';
import type { Tables } from '../schema';

export function identityTable(db: Kysely<Tables>): Pick<Catalogue, 'identity'> {
  return {
    async identity() {
      const { id } = await db.selectFrom('identity').select('id').executeTakeFirstOrThrow();
      return id;
    },
  };
}
