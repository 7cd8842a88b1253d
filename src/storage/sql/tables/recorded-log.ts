import type { Kysely, Selectable } from 'kysely';
import type { RecordedSegment, RecordedVersion, StreamState } from '../../catalogue/commit-catalogue';
import type { LogVersion } from '../../catalogue/log-catalogue';
import type { Tables } from '../schema';
import { inChunks } from './in-chunks';
import { toSegment, toSegmentRow } from './segment-rows';

export async function readLogVersions(db: Kysely<Tables>): Promise<RecordedVersion[]> {
  const rows = await db.selectFrom('log_versions').selectAll().orderBy('version').execute();
  return rows.map((row) => ({
    ...toLogVersion(row),
    committedMicros: row.committed_at,
    ingestionId: row.ingestion_id,
    sourceId: row.source_id,
    fileId: row.file_id,
    newPolls: row.polls_added,
  }));
}

export async function readRecordedSegments(db: Kysely<Tables>): Promise<RecordedSegment[]> {
  const rows = await db.selectFrom('segments').selectAll().orderBy('added_version').orderBy('part').execute();
  return rows.map((row) => ({ ...toSegment(row), removedVersion: row.removed_version }));
}

/** Runs in the caller's transaction. The state takes the place of what is there. */
export async function replaceLog(
  db: Kysely<Tables>,
  { versions, segments }: Extract<StreamState, { of: 'log' }>,
): Promise<void> {
  await db.deleteFrom('segments').execute();
  await db.deleteFrom('log_versions').execute();
  await inChunks(versions.map(toVersionRow), (rows) =>
    db
      .insertInto('log_versions')
      .values([...rows])
      .execute(),
  );
  await inChunks(
    segments.map((segment) => toSegmentRow(segment, segment)),
    (rows) =>
      db
        .insertInto('segments')
        .values([...rows])
        .execute(),
  );
}

function toVersionRow(version: RecordedVersion): Tables['log_versions'] {
  return {
    version: version.version,
    committed_at: version.committedMicros,
    ingestion_id: version.ingestionId,
    source_id: version.sourceId,
    file_id: version.fileId,
    stores_key: version.storesKey,
    store_count: version.storeCount,
    newest_at: version.newestMicros,
    polls_total: version.pollsTotal,
    polls_added: version.newPolls,
    rows_in_total: version.rowsInTotal,
    duplicates_total: version.duplicatesTotal,
    disagreements_total: version.disagreementsTotal,
    quarantined_total: version.quarantinedTotal,
  };
}

export function toLogVersion(row: Selectable<Tables['log_versions']>): LogVersion {
  return {
    version: row.version,
    storesKey: row.stores_key,
    storeCount: row.store_count,
    newestMicros: row.newest_at,
    pollsTotal: row.polls_total,
    rowsInTotal: row.rows_in_total,
    duplicatesTotal: row.duplicates_total,
    disagreementsTotal: row.disagreements_total,
    quarantinedTotal: row.quarantined_total,
  };
}
