import type { Kysely, Selectable } from 'kysely';
import { z } from 'zod';
import { type FileOutcome, INPUT_KINDS } from '../../../contract/inputs';
import type { FileCatalogue, SourceFileState } from '../../catalogue/file-catalogue';
import { fileReadingSchema, fromJson, readMarkSchema } from '../json-columns';
import type { Tables } from '../schema';
import { snapshotTransaction } from '../snapshot-transaction';

const kindSchema = z.enum(INPUT_KINDS).nullable();
const stateSchema = z.enum(['read', 'rejected', 'gone']);

export function fileTable(db: Kysely<Tables>): FileCatalogue {
  return {
    async all() {
      const rows = await db
        .selectFrom('source_files')
        .selectAll()
        .orderBy('source_id')
        .orderBy('name')
        .execute();
      return rows.map(toFileState);
    },
    async get(sourceId, fileId) {
      const row = await db
        .selectFrom('source_files')
        .selectAll()
        .where('source_id', '=', sourceId)
        .where('file_id', '=', fileId)
        .executeTakeFirst();
      return row ? toFileState(row) : null;
    },
    save: (file, ingestionId, outcome) =>
      db.transaction().execute(async (trx) => {
        await saveFile(trx, file);
        await saveOutcome(trx, ingestionId, outcome);
      }),
    markGone: (sourceId, listedFileIds) =>
      snapshotTransaction(db).execute(async (trx) => {
        const listed = new Set(listedFileIds);
        const known = await trx
          .selectFrom('source_files')
          .select('file_id')
          .where('source_id', '=', sourceId)
          .where('state', '!=', 'gone')
          .execute();
        for (const { file_id } of known.filter((file) => !listed.has(file.file_id))) {
          await trx
            .updateTable('source_files')
            .set({ state: 'gone', fingerprint: '' })
            .where('source_id', '=', sourceId)
            .where('file_id', '=', file_id)
            .execute();
        }
      }),
  };
}

/** Runs in the caller's transaction. */
export async function saveFile(db: Kysely<Tables>, file: SourceFileState): Promise<void> {
  const row = {
    source_id: file.sourceId,
    file_id: file.fileId,
    name: file.name,
    kind: file.kind,
    fingerprint: file.fingerprint,
    mark_json: file.mark ? JSON.stringify(file.mark) : null,
    rows_key: file.rowsKey,
    state: file.state,
    message: file.message,
    quarantined: file.quarantined,
    updated_at: file.updatedMicros,
    reading_json: file.reading && JSON.stringify(file.reading),
  };
  await db
    .insertInto('source_files')
    .values(row)
    .onConflict((conflict) => conflict.columns(['source_id', 'file_id']).doUpdateSet(row))
    .execute();
}

/** Runs in the caller's transaction. */
export async function saveOutcome(
  db: Kysely<Tables>,
  ingestionId: string,
  outcome: FileOutcome,
): Promise<void> {
  const row = {
    ingestion_id: ingestionId,
    source_id: outcome.sourceId,
    file_id: outcome.fileId,
    outcome_json: JSON.stringify(outcome),
  };
  await db
    .insertInto('outcomes')
    .values(row)
    .onConflict((conflict) => conflict.columns(['ingestion_id', 'source_id', 'file_id']).doUpdateSet(row))
    .execute();
}

function toFileState(row: Selectable<Tables['source_files']>): SourceFileState {
  return {
    sourceId: row.source_id,
    fileId: row.file_id,
    name: row.name,
    kind: kindSchema.parse(row.kind),
    fingerprint: row.fingerprint,
    mark: fromJson(readMarkSchema, row.mark_json),
    rowsKey: row.rows_key,
    state: stateSchema.parse(row.state),
    message: row.message,
    quarantined: row.quarantined,
    reading: fromJson(fileReadingSchema, row.reading_json),
    updatedMicros: row.updated_at,
  };
}
