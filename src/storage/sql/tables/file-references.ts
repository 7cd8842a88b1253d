import type { Kysely } from 'kysely';
import { z } from 'zod';
import { REPORT_STATES } from '../../../contract/report';
import { VERSIONED_KINDS, type VersionedKind } from '../../../contract/versioned-inputs';
import type { FileReferences } from '../../catalogue/retention-catalogue';
import { fileOutcomeSchema } from '../json-columns';
import type { Tables } from '../schema';
import { NO_QUARANTINE_KEY } from './quarantined-files';
import { ReportPinsHeld } from './report-pins';

/** How many versions of an input always stay: the one in use and the one before it. */
const INPUTS_KEPT = 2;

export async function readReferences(db: Kysely<Tables>, leftBeforeMicros: number): Promise<FileReferences> {
  // Read the pins first: whatever a report pins later is also found in use below.
  const held = await ReportPinsHeld.read(db);
  const reports = await db.selectFrom('reports').select(['id', 'state']).execute();
  const ingestions = await db.selectFrom('ingestions').select('id').where('state', '=', 'Running').execute();
  return {
    keys: new Set([
      ...(await segmentKeys(db)),
      ...(await storesKeys(db, held, leftBeforeMicros)),
      ...(
        await Promise.all(VERSIONED_KINDS.map((kind) => inputKeys(db, held, kind, leftBeforeMicros)))
      ).flat(),
      ...(await fileKeys(db)),
      ...(await quarantineKeys(db)),
    ]),
    reports: new Map(reports.map(({ id, state }) => [id, z.enum(REPORT_STATES).parse(state)])),
    runningIngestions: new Set(ingestions.map(({ id }) => id)),
  };
}

async function segmentKeys(db: Kysely<Tables>): Promise<string[]> {
  return (await db.selectFrom('segments').select('key').distinct().execute()).map(({ key }) => key);
}

async function storesKeys(
  db: Kysely<Tables>,
  held: ReportPinsHeld,
  leftBeforeMicros: number,
): Promise<string[]> {
  const versions = await db
    .selectFrom('log_versions')
    .select(['version', 'stores_key', 'committed_at'])
    .orderBy('version')
    .execute();
  return versions
    .filter(({ version }, index) => {
      const next = versions[index + 1];
      return !next || next.committed_at >= leftBeforeMicros || held.holdsLog(version, version + 1);
    })
    .map(({ stores_key }) => stores_key);
}

async function inputKeys(
  db: Kysely<Tables>,
  held: ReportPinsHeld,
  kind: VersionedKind,
  leftBeforeMicros: number,
): Promise<string[]> {
  const versions = await db
    .selectFrom('input_versions')
    .select(['version', 'key', 'state', 'created_at'])
    .where('kind', '=', kind)
    .orderBy('version', 'desc')
    .execute();
  const oldestKept = versions.filter(({ state }) => state === 'used')[INPUTS_KEPT - 1]?.version ?? 0;
  return versions
    .filter(
      ({ version, created_at }) =>
        version >= oldestKept || created_at >= leftBeforeMicros || held.holdsInput(kind, version),
    )
    .map(({ key }) => key);
}

async function fileKeys(db: Kysely<Tables>): Promise<string[]> {
  const rows = await db
    .selectFrom('source_files')
    .select('rows_key')
    .where('rows_key', 'is not', null)
    .execute();
  return rows.flatMap(({ rows_key }) => rows_key ?? []);
}

async function quarantineKeys(db: Kysely<Tables>): Promise<string[]> {
  const rows = await db
    .selectFrom('outcomes')
    .select('outcome_json')
    .where('outcome_json', 'not like', NO_QUARANTINE_KEY)
    .execute();
  return rows.flatMap(
    ({ outcome_json }) => fileOutcomeSchema.parse(JSON.parse(outcome_json)).quarantineKey ?? [],
  );
}
