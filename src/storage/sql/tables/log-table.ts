import type { Kysely } from 'kysely';
import { LoopwatchError } from '../../../contract/errors';
import type { LogCatalogue, LogCommit } from '../../catalogue/log-catalogue';
import type { Tables } from '../schema';
import { snapshotTransaction } from '../snapshot-transaction';
import { extendCommits } from './commit-table';
import { compactLog } from './compact-log';
import { saveFile, saveOutcome } from './file-table';
import { toLogVersion } from './recorded-log';
import { addSegments, readSegments } from './segment-rows';

export function logTable(db: Kysely<Tables>): LogCatalogue {
  const versions = () => db.selectFrom('log_versions').selectAll();
  return {
    async latest() {
      const row = await versions().orderBy('version', 'desc').limit(1).executeTakeFirst();
      return row ? toLogVersion(row) : null;
    },
    async at(version) {
      const row = await versions().where('version', '=', version).executeTakeFirst();
      return row ? toLogVersion(row) : null;
    },
    async lastGrowth() {
      const row = await db
        .selectFrom('log_versions')
        .select(['version', 'committed_at'])
        .where('polls_added', '>', 0)
        .orderBy('version', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row ? { version: row.version, committedMicros: row.committed_at } : null;
    },
    segments: (version, filter = {}) => readSegments(db, version, filter),
    commit: (commit, write) =>
      snapshotTransaction(db).execute(async (trx) => {
        const version = await append(trx, commit);
        await extendCommits(trx, 'log', write);
        return version;
      }),
    compact: (compaction, write) =>
      snapshotTransaction(db).execute(async (trx) => {
        await compactLog(trx, compaction);
        await extendCommits(trx, 'log', write);
      }),
  };
}

async function append(db: Kysely<Tables>, commit: LogCommit): Promise<number> {
  const last = await db
    .selectFrom('log_versions')
    .selectAll()
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  if ((last?.version ?? 0) !== commit.expectedVersion) {
    throw new LoopwatchError('STORAGE_CONFLICT', 'Another ingestion appended to the log at the same time');
  }
  await refuseSecondCommit(db, commit);
  const before = await db
    .selectFrom('source_files')
    .select('quarantined')
    .where('source_id', '=', commit.file.sourceId)
    .where('file_id', '=', commit.file.fileId)
    .executeTakeFirst();
  const { outcome, segments } = commit;
  const version = commit.expectedVersion + 1;
  const newest = Math.max(
    last?.newest_at ?? Number.NEGATIVE_INFINITY,
    ...segments.map(({ span }) => span.toMicros),
  );
  await db
    .insertInto('log_versions')
    .values({
      version,
      committed_at: commit.committedMicros,
      ingestion_id: commit.ingestionId,
      source_id: commit.file.sourceId,
      file_id: commit.file.fileId,
      stores_key: commit.storesKey,
      store_count: commit.storeCount,
      newest_at: Number.isFinite(newest) ? newest : null,
      polls_added: segments.reduce((sum, { rows, corrections }) => sum + rows - corrections, 0),
      polls_total: (last?.polls_total ?? 0) + outcome.accepted,
      rows_in_total: (last?.rows_in_total ?? 0) + outcome.rowsIn,
      duplicates_total: (last?.duplicates_total ?? 0) + outcome.duplicates,
      disagreements_total: (last?.disagreements_total ?? 0) + outcome.disagreements,
      quarantined_total:
        (last?.quarantined_total ?? 0) - (before?.quarantined ?? 0) + commit.file.quarantined,
    })
    .execute();
  await addSegments(db, segments, { version, precedence: version });
  await saveFile(db, commit.file, commit.expectedRevision);
  await saveOutcome(db, commit.ingestionId, outcome);
  return version;
}

/** A timed-out attempt may commit after its retry: refuse it, its base already holds these polls. */
async function refuseSecondCommit(db: Kysely<Tables>, { ingestionId, file }: LogCommit): Promise<void> {
  const done = await db
    .selectFrom('outcomes')
    .select('ingestion_id')
    .where('ingestion_id', '=', ingestionId)
    .where('source_id', '=', file.sourceId)
    .where('file_id', '=', file.fileId)
    .executeTakeFirst();
  if (done)
    throw new LoopwatchError(
      'STORAGE_CONFLICT',
      'Another attempt of this ingestion has already committed this file',
    );
}
