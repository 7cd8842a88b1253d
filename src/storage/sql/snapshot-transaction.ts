import type { Kysely, TransactionBuilder } from 'kysely';
import type { Tables } from './schema';

/**
 * A transaction that reads before it writes: it reads one snapshot, and writing a row that another transaction changed
 * since is a STORAGE_CONFLICT. Every transaction of SQLite is of this kind, so there the isolation level has no effect.
 */
export function snapshotTransaction(db: Kysely<Tables>): TransactionBuilder<Tables> {
  return db.transaction().setIsolationLevel('repeatable read');
}
