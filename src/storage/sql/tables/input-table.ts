import type { Kysely } from 'kysely';
import { LoopwatchError } from '../../../contract/errors';
import type { VersionedKind } from '../../../contract/versioned-inputs';
import type { InputCatalogue, InputVersion } from '../../catalogue/input-catalogue';
import type { Tables } from '../schema';
import { snapshotTransaction } from '../snapshot-transaction';
import { extendCommits } from './commit-table';
import { restoreFile, saveOutcome } from './file-table';
import { toInputRow, toInputVersion } from './input-rows';

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
    commit: (commit, write) =>
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
        const { committedMicros } = commit;
        await trx
          .insertInto('input_versions')
          .values(toInputRow({ ...next, version, committedMicros }))
          .execute();
        for (const file of commit.files) await restoreFile(trx, file);
        for (const outcome of outcomes?.changed ?? [])
          await saveOutcome(trx, outcomes?.ingestionId ?? '', outcome);
        await extendCommits(trx, next.kind, write);
        return { ...next, version };
      }),
    accept: (kind, write) =>
      db.transaction().execute(async (trx) => {
        const held = await newestVersion(trx, kind, null);
        if (held?.state !== 'held') return null;
        const { numUpdatedRows } = await trx
          .updateTable('input_versions')
          .set({ state: 'used', held_because: null })
          .where('kind', '=', kind)
          .where('version', '=', held.version)
          .where('state', '=', 'held')
          .executeTakeFirst();
        if (numUpdatedRows === 0n) return null;
        await extendCommits(trx, kind, write);
        return { ...held, state: 'used', reason: null };
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
