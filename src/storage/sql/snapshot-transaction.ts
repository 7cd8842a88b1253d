import type { Kysely, TransactionBuilder } from 'kysely';
import type { Tables } from './schema';

/**
 * A transaction for what reads before it writes: all it reads is of one moment, and a row that another has written since
 * then is a STORAGE_CONFLICT. SQLite has no other kind, so there it says nothing.
 */
export function oneView(db: Kysely<Tables>): TransactionBuilder<Tables> {
  return db.transaction().setIsolationLevel('repeatable read');
}
