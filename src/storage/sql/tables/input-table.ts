import type { Kysely, Selectable } from 'kysely';
import { z } from 'zod';
import { LoopwatchError } from '../../../contract/errors';
import { VERSIONED_KINDS, type VersionedKind } from '../../../contract/versioned-inputs';
import type { InputCatalogue, InputVersion } from '../../catalogue/input-catalogue';
import type { Tables } from '../schema';
import { snapshotTransaction } from '../snapshot-transaction';
import { saveFile, saveOutcome } from './file-table';

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
        const last = (await newestVersion(trx, commit.kind, null))?.version ?? 0;
        if (last !== commit.expectedVersion) {
          throw new LoopwatchError(
            'STORAGE_CONFLICT',
            `Another ingestion made a version of the ${commit.kind} at the same time`,
          );
        }
        if (commit.next) {
          await trx
            .insertInto('input_versions')
            .values({
              kind: commit.kind,
              version: last + 1,
              key: commit.next.key,
              rows: commit.next.rows,
              stores: commit.next.stores,
              quarantined: commit.next.quarantined,
              state: commit.next.state,
              reason: commit.next.reason,
              created_at: commit.committedMicros,
            })
            .execute();
        }
        await saveFile(trx, commit.file);
        await saveOutcome(trx, commit.ingestionId, commit.outcome);
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
  };
}
