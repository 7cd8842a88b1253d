import type { Kysely, Selectable } from 'kysely';
import { z } from 'zod';
import { LoopwatchError } from '../../../contract/errors';
import { VERSIONED_KINDS, type VersionedKind } from '../../../contract/versioned-inputs';
import type { InputCatalogue, InputVersion } from '../../catalogue/input-catalogue';
import { fromJson, versionNotesSchema } from '../json-columns';
import type { Tables } from '../schema';
import { snapshotTransaction } from '../snapshot-transaction';
import { saveOutcome } from './file-table';

const kindSchema = z.enum(VERSIONED_KINDS);
const stateSchema = z.enum(['used', 'held']);

export function inputTable(db: Kysely<Tables>): InputCatalogue {
  return {
    current: (kind) => newestVersion(db, kind, 'used'),
    newest: (kind) => newestVersion(db, kind, null),
    async at(kind, version) {
      const row = await db
        .selectFrom('input_versions')
        .selectAll()
        .where('kind', '=', kind)
        .where('version', '=', version)
        .executeTakeFirst();
      return row ? toInputVersion(row) : null;
    },
    commit: (commit) =>
      snapshotTransaction(db).execute(async (trx) => {
        const { next, expected, outcomes } = commit;
        const newest = (await newestVersion(trx, next.kind, null))?.version ?? 0;
        const inUse = (await newestVersion(trx, next.kind, 'used'))?.version ?? 0;
        if (newest !== expected.newest || inUse !== expected.inUse) {
          throw new LoopwatchError(
            'STORAGE_CONFLICT',
            `Someone else made or accepted a version of the ${next.kind} at the same time`,
          );
        }
        const version = newest + 1;
        await trx
          .insertInto('input_versions')
          .values({
            kind: next.kind,
            version,
            key: next.key,
            rows: next.rows,
            stores: next.stores,
            quarantined: next.quarantined,
            state: next.state,
            reason: next.reason,
            created_at: commit.committedMicros,
            notes_json: next.notes && JSON.stringify(next.notes),
          })
          .execute();
        for (const outcome of outcomes?.changed ?? [])
          await saveOutcome(trx, outcomes?.ingestionId ?? '', outcome);
        return { ...next, version };
      }),
    accept: (kind) =>
      db.transaction().execute(async (trx) => {
        const held = await newestVersion(trx, kind, null);
        if (held?.state !== 'held') return null;
        const { numUpdatedRows } = await trx
          .updateTable('input_versions')
          .set({ state: 'used', reason: null })
          .where('kind', '=', kind)
          .where('version', '=', held.version)
          .where('state', '=', 'held')
          .executeTakeFirst();
        return numUpdatedRows > 0n ? { ...held, state: 'used', reason: null } : null;
      }),
  };
}

async function newestVersion(
  db: Kysely<Tables>,
  kind: VersionedKind,
  state: 'used' | null,
): Promise<InputVersion | null> {
  let query = db.selectFrom('input_versions').selectAll().where('kind', '=', kind);
  if (state) query = query.where('state', '=', state);
  const row = await query.orderBy('version', 'desc').limit(1).executeTakeFirst();
  return row ? toInputVersion(row) : null;
}

function toInputVersion(row: Selectable<Tables['input_versions']>): InputVersion {
  return {
    kind: kindSchema.parse(row.kind),
    version: row.version,
    key: row.key,
    rows: row.rows,
    stores: row.stores,
    quarantined: row.quarantined,
    state: stateSchema.parse(row.state),
    reason: row.reason,
    notes: fromJson(versionNotesSchema, row.notes_json),
  };
}
