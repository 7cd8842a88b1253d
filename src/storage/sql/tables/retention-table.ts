import type { Kysely } from 'kysely';
import { MICROS_PER_DAY } from '../../../domain/time/instants';
import type { RetentionCatalogue } from '../../catalogue/retention-catalogue';
import { fileOutcomeSchema, maintenanceSummarySchema } from '../json-columns';
import type { Tables } from '../schema';
import { snapshotTransaction } from '../snapshot-transaction';
import { readReferences } from './file-references';
import { NO_QUARANTINE_KEY } from './quarantined-files';
import { ReportPinsHeld } from './report-pins';

/** Longer than Temporal keeps a run. */
const REMEMBERED_MICROS = 365 * MICROS_PER_DAY;

export function retentionTable(db: Kysely<Tables>): RetentionCatalogue {
  return {
    forgetSegments: (leftBeforeMicros) =>
      snapshotTransaction(db).execute((trx) => forgetSegments(trx, leftBeforeMicros)),
    forgetReports: (forget) => snapshotTransaction(db).execute((trx) => forgetReports(trx, forget)),
    forgetQuarantine: (endedBeforeMicros, limit) =>
      snapshotTransaction(db).execute((trx) => forgetQuarantine(trx, endedBeforeMicros, limit)),
    references: (leftBeforeMicros) => readReferences(db, leftBeforeMicros),
    async record({ id, trigger, finishedMicros, summary }) {
      const row = { id, trigger, finished_at: finishedMicros, summary_json: JSON.stringify(summary) };
      await db
        .insertInto('maintenances')
        .values(row)
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
        .execute();
    },
    async last() {
      const row = await db
        .selectFrom('maintenances')
        .selectAll()
        .orderBy('finished_at', 'desc')
        .limit(1)
        .executeTakeFirst();
      if (!row) return null;
      const { id, trigger, finished_at: finishedMicros, summary_json } = row;
      return {
        id,
        trigger,
        finishedMicros,
        summary: maintenanceSummarySchema.parse(JSON.parse(summary_json)),
      };
    },
  };
}

/** Reports that pin from now on use the latest version, which has none of these segments. */
async function forgetSegments(db: Kysely<Tables>, leftBeforeMicros: number): Promise<number> {
  const held = await ReportPinsHeld.read(db);
  const rows = await db
    .selectFrom('segments')
    .innerJoin('log_versions', 'log_versions.version', 'segments.removed_version')
    .select(['segments.added_version', 'segments.part', 'log_versions.version as removed'])
    .where('log_versions.committed_at', '<', leftBeforeMicros)
    .execute();
  const forgotten = rows.filter(({ added_version, removed }) => !held.holdsLog(added_version, removed));
  for (const { added_version, part } of forgotten)
    await db
      .deleteFrom('segments')
      .where('added_version', '=', added_version)
      .where('part', '=', part)
      .execute();
  return forgotten.length;
}

async function forgetQuarantine(
  db: Kysely<Tables>,
  endedBeforeMicros: number,
  limit: number,
): Promise<string[]> {
  const rows = await db
    .selectFrom('outcomes')
    .innerJoin('ingestions', 'ingestions.id', 'outcomes.ingestion_id')
    .select(['outcomes.ingestion_id', 'outcomes.source_id', 'outcomes.file_id', 'outcomes.outcome_json'])
    .where('ingestions.finished_at', '<', endedBeforeMicros)
    .where('outcomes.outcome_json', 'not like', NO_QUARANTINE_KEY)
    .limit(limit)
    .execute();
  const keys: string[] = [];
  for (const { ingestion_id, source_id, file_id, outcome_json } of rows) {
    const outcome = fileOutcomeSchema.parse(JSON.parse(outcome_json));
    await db
      .updateTable('outcomes')
      .set({ outcome_json: JSON.stringify({ ...outcome, quarantineKey: null }) })
      .where('ingestion_id', '=', ingestion_id)
      .where('source_id', '=', source_id)
      .where('file_id', '=', file_id)
      .execute();
    if (outcome.quarantineKey !== null) keys.push(outcome.quarantineKey);
  }
  return keys;
}

async function forgetReports(
  db: Kysely<Tables>,
  { endedBeforeMicros, limit, nowMicros }: Parameters<RetentionCatalogue['forgetReports']>[0],
): Promise<string[]> {
  await db
    .deleteFrom('removed_reports')
    .where('removed_at', '<', nowMicros - REMEMBERED_MICROS)
    .execute();
  const rows = await db
    .selectFrom('reports')
    .select('id')
    .where('finished_at', '<', endedBeforeMicros)
    .where('state', '!=', 'Running')
    .orderBy('finished_at')
    .limit(limit)
    .execute();
  for (const { id } of rows) {
    const removed = { id, removed_at: nowMicros };
    await db.deleteFrom('reports').where('id', '=', id).execute();
    await db
      .insertInto('removed_reports')
      .values(removed)
      .onConflict((conflict) => conflict.column('id').doUpdateSet(removed))
      .execute();
  }
  await db
    .deleteFrom('asked_reports')
    .where('asked_at', '<', endedBeforeMicros)
    .where('report_id', 'not in', db.selectFrom('reports').select('id'))
    .execute();
  return rows.map(({ id }) => id);
}
