import type { Kysely, Selectable } from 'kysely';
import { z } from 'zod';
import { LoopwatchError } from '../../../contract/errors';
import { type FileOutcome, INPUT_KINDS } from '../../../contract/inputs';
import type { FileCatalogue, NewFileState, SourceFileState } from '../../catalogue/file-catalogue';
import { fileReadingSchema, fromJson, readMarkSchema } from '../json-columns';
import type { Tables } from '../schema';
import { snapshotTransaction } from '../snapshot-transaction';

const kindSchema = z.enum(INPUT_KINDS).nullable();
const stateSchema = z.enum(['read', 'rejected', 'gone']);

export function fileTable(db: Kysely<Tables>): FileCatalogue {
  return {
    all: () => readFileStates(db),
    async get(sourceId, fileId) {
      const row = await db
        .selectFrom('source_files')
        .selectAll()
        .where('source_id', '=', sourceId)
        .where('file_id', '=', fileId)
        .executeTakeFirst();
      return row ? toFileState(row) : null;
    },
    save: (file, ingestionId, outcome, expectedRevision) =>
      snapshotTransaction(db).execute(async (trx) => {
        await saveFile(trx, file, expectedRevision);
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
            .set((eb) => ({ state: 'gone', fingerprint: '', revision: eb('revision', '+', 1) }))
            .where('source_id', '=', sourceId)
            .where('file_id', '=', file_id)
            .execute();
        }
      }),
  };
}

/** By source and name. */
export async function readFileStates(db: Kysely<Tables>): Promise<SourceFileState[]> {
  const rows = await db.selectFrom('source_files').selectAll().orderBy('source_id').orderBy('name').execute();
  return rows.map(toFileState);
}

/**
 * Runs in the caller's transaction.
 * @param expected the revision that the new state is based on; null: any
 * @throws LoopwatchError SUPERSEDED
 */
export async function saveFile(
  db: Kysely<Tables>,
  file: NewFileState,
  expected: number | null,
): Promise<void> {
  const { revision = 0 } =
    (await db
      .selectFrom('source_files')
      .select('revision')
      .where('source_id', '=', file.sourceId)
      .where('file_id', '=', file.fileId)
      .executeTakeFirst()) ?? {};
  if (expected !== null && revision !== expected) {
    throw new LoopwatchError(
      'SUPERSEDED',
      `Another ingestion has read ${file.name} since this one fetched it`,
      'The file is fetched again.',
      { isExpected: true },
    );
  }
  const row = { ...toFileRow(file), revision: revision + 1 };
  await db
    .insertInto('source_files')
    .values(row)
    .onConflict((conflict) => conflict.columns(['source_id', 'file_id']).doUpdateSet(row))
    .execute();
}

/** Runs in the caller's transaction; a file that was read as late or later stays as it is. */
export async function restoreFile(db: Kysely<Tables>, file: NewFileState): Promise<void> {
  const row = toFileRow(file);
  await db
    .insertInto('source_files')
    .values({ ...row, revision: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['source_id', 'file_id'])
        .doUpdateSet((eb) => ({ ...row, revision: eb('source_files.revision', '+', 1) }))
        .where('source_files.updated_at', '<', row.updated_at),
    )
    .execute();
}

function toFileRow(file: NewFileState): Omit<Tables['source_files'], 'revision'> {
  return {
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
    revision: row.revision,
  };
}
