import { type Kysely, Migrator } from 'kysely';
import { LoopwatchError } from '../../../contract/errors';
import type { Tables } from '../schema';
import type { TranslateError } from '../translate-errors';
import { MIGRATIONS } from './migrations';

/**
 * Upgrades a catalogue to the tables of this release; idempotent, also when several processes call it at once.
 * @param last the migration to stop at, for a catalogue as an earlier release left it
 */
export async function migrate(db: Kysely<Tables>, translate: TranslateError, last?: string): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } });
  const { error } = await (last === undefined ? migrator.migrateToLatest() : migrator.migrateTo(last));
  if (!error) return;
  const translated = translate(error);
  if (translated instanceof LoopwatchError) throw translated;
  throw new LoopwatchError(
    'SETUP',
    'The catalogue could not be upgraded to this release',
    'Restore it from its backup, or start with an empty catalogue.',
    { cause: error },
  );
}
