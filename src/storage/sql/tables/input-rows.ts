import type { Kysely, Selectable } from 'kysely';
import { z } from 'zod';
import { VERSIONED_KINDS, type VersionedKind } from '../../../contract/versioned-inputs';
import type { RecordedInput } from '../../catalogue/commit-catalogue';
import type { InputVersion } from '../../catalogue/input-catalogue';
import { fromJson, versionNotesSchema } from '../json-columns';
import type { Tables } from '../schema';
import { inChunks } from './in-chunks';

const kindSchema = z.enum(VERSIONED_KINDS);
const stateSchema = z.enum(['used', 'held']);

/** In the order of their numbers. */
export async function readInputVersions(db: Kysely<Tables>, kind: VersionedKind): Promise<RecordedInput[]> {
  const rows = await db
    .selectFrom('input_versions')
    .selectAll()
    .where('kind', '=', kind)
    .orderBy('version')
    .execute();
  return rows.map((row) => ({ ...toInputVersion(row), committedMicros: row.created_at }));
}

/** Runs in the caller's transaction. The versions take the place of those that are there. */
export async function replaceInputs(
  db: Kysely<Tables>,
  kind: VersionedKind,
  versions: readonly RecordedInput[],
): Promise<void> {
  await db.deleteFrom('input_versions').where('kind', '=', kind).execute();
  await inChunks(versions.map(toInputRow), (rows) =>
    db
      .insertInto('input_versions')
      .values([...rows])
      .execute(),
  );
}

export function toInputVersion(row: Selectable<Tables['input_versions']>): InputVersion {
  return {
    kind: kindSchema.parse(row.kind),
    version: row.version,
    key: row.key,
    rows: row.rows,
    stores: row.stores,
    quarantined: row.quarantined,
    state: stateSchema.parse(row.state),
    reason: row.held_because,
    notes: fromJson(versionNotesSchema, row.notes_json),
  };
}

export function toInputRow(version: RecordedInput): Tables['input_versions'] {
  return {
    kind: version.kind,
    version: version.version,
    key: version.key,
    rows: version.rows,
    stores: version.stores,
    quarantined: version.quarantined,
    state: version.state,
    held_because: version.reason,
    created_at: version.committedMicros,
    notes_json: version.notes && JSON.stringify(version.notes),
  };
}
