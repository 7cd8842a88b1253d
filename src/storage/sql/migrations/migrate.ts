import { type Kysely, type Migration, Migrator, sql } from 'kysely';
import { LoopwatchError } from '../../../contract/errors';
import type { Tables } from '../schema';
import type { TranslateError } from '../translate-errors';
import { firstTables } from './01-first-tables';
import { newestIngestions } from './02-newest-ingestions';
import { whoAsked } from './03-who-asked';
import { whoMay } from './04-who-may';
import { webhooks } from './05-webhooks';
import { reportFilters } from './06-report-filters';
import { segmentParts } from './07-segment-parts';
import { reportPins } from './08-report-pins';
import { retention } from './09-retention';
import { versionNotes } from './10-version-notes';
import { sources } from './11-sources';
import { identity } from './12-identity';
import { commitHeads } from './13-commits';
import { noEarlierWriters } from './14-no-earlier-writers';
import { keyExpiry } from './15-key-expiry';
import { whoAskedForWhat } from './16-who-asked-for-what';

interface Place {
  /** To show to people, without a secret. */
  readonly location: string;
  readonly translate: TranslateError;
}

interface MigrateOptions extends Place {
  /** The migration to stop at, for a catalogue as an earlier release left it. */
  readonly last?: string;
}

/**
 * Upgrades a catalogue to the tables of this release; idempotent, also when several processes call it at once.
 * @throws LoopwatchError SETUP where a newer release has upgraded it before.
 */
export async function migrate(
  db: Kysely<Tables>,
  { location, translate, last }: MigrateOptions,
): Promise<void> {
  const migrator = migratorOf(db);
  const { error } = await (last === undefined ? migrator.migrateToLatest() : migrator.migrateTo(last));
  if (!error) return;
  const translated = translate(error);
  if (translated instanceof LoopwatchError) throw translated;
  if (await isNewer(db)) throw madeByNewer(location, error);
  throw new LoopwatchError(
    'SETUP',
    `The catalogue ${location} could not be upgraded to this release`,
    'Restore it from its backup, or start with an empty catalogue.',
    { cause: error },
  );
}

/**
 * Whether the catalogue has the tables of this release. It changes nothing.
 * @throws LoopwatchError SETUP where a newer release has upgraded it
 */
export async function isMigrated(db: Kysely<Tables>, { location, translate }: Place): Promise<boolean> {
  try {
    const migrations = await migratorOf(db).getMigrations();
    if (await isNewer(db)) throw madeByNewer(location);
    return migrations.every(({ executedAt }) => executedAt !== undefined);
  } catch (error) {
    throw translate(error);
  }
}

function migratorOf(db: Kysely<Tables>): Migrator {
  return new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } });
}

function madeByNewer(location: string, cause?: unknown): LoopwatchError {
  return new LoopwatchError(
    'SETUP',
    `The catalogue ${location} was made by a newer Loopwatch than this one`,
    'Use that version or a newer one, or restore the backup from before the upgrade: docs/operations.md.',
    { cause },
  );
}

/** Whether the database has had migrations that this release does not know. */
async function isNewer(db: Kysely<Tables>): Promise<boolean> {
  try {
    const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
    return rows.some(({ name }) => !(name in MIGRATIONS));
  } catch {
    return false; // The first migration itself has failed.
  }
}

/** In the order of their names, which databases record: never rename one. */
const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '2026-11-24-first-tables': firstTables,
  '2026-11-25-newest-ingestions': newestIngestions,
  '2026-11-25-who-asked': whoAsked,
  '2026-11-25-who-may': whoMay,
  '2026-11-26-webhooks': webhooks,
  '2026-11-27-report-filters': reportFilters,
  '2026-11-28-segment-parts': segmentParts,
  '2026-11-29-report-pins': reportPins,
  '2026-11-30-retention': retention,
  '2026-11-30-version-notes': versionNotes,
  '2026-12-01-sources': sources,
  '2026-12-02-identity': identity,
  '2026-12-03-commits': commitHeads,
  '2026-12-04-no-earlier-writers': noEarlierWriters,
  '2026-12-05-key-expiry': keyExpiry,
  '2026-12-06-who-asked-for-what': whoAskedForWhat,
};
