import type { Kysely, Selectable } from 'kysely';
import { z } from 'zod';
import type { Ingestion, IngestionCatalogue } from '../../catalogue/ingestion-catalogue';
import { fileOutcomeSchema, fromJson, ingestSummarySchema } from '../json-columns';
import type { Tables } from '../schema';
import { saveOutcome } from './file-table';
import { readQuarantined } from './quarantined-files';

const stateSchema = z.enum(['Running', 'Completed', 'Failed', 'Cancelled']);

export function ingestionTable(db: Kysely<Tables>): IngestionCatalogue {
  return {
    async start(ingestion) {
      await db
        .insertInto('ingestions')
        .values(toRow(ingestion))
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
    },
    async finish(ingestion) {
      const row = toRow(ingestion);
      const { state, finished_at, summary_json, message } = row;
      await db
        .insertInto('ingestions')
        .values(row)
        .onConflict((conflict) =>
          conflict.column('id').doUpdateSet({ state, finished_at, summary_json, message }),
        )
        .execute();
    },
    restore: (ingestion) =>
      db.transaction().execute(async (trx) => {
        await trx
          .insertInto('ingestions')
          .values(toRow(ingestion))
          .onConflict((conflict) => conflict.column('id').doNothing())
          .execute();
        for (const outcome of ingestion.summary?.outcomes ?? [])
          await saveOutcome(trx, ingestion.id, outcome);
      }),
    async outcome(ingestionId, sourceId, fileId) {
      const row = await db
        .selectFrom('outcomes')
        .select('outcome_json')
        .where('ingestion_id', '=', ingestionId)
        .where('source_id', '=', sourceId)
        .where('file_id', '=', fileId)
        .executeTakeFirst();
      return row ? fileOutcomeSchema.parse(JSON.parse(row.outcome_json)) : null;
    },
    async outcomes(ingestionId) {
      const rows = await db
        .selectFrom('outcomes')
        .select('outcome_json')
        .where('ingestion_id', '=', ingestionId)
        .orderBy('source_id')
        .orderBy('file_id')
        .execute();
      return rows.map((row) => fileOutcomeSchema.parse(JSON.parse(row.outcome_json)));
    },
    async get(id) {
      const row = await db.selectFrom('ingestions').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? toIngestion(row) : null;
    },
    async page(after, limit) {
      let query = db.selectFrom('ingestions').selectAll();
      if (after) {
        query = query.where(({ eb, refTuple, tuple }) =>
          eb(refTuple('started_at', 'id'), '<', tuple(after.startedMicros, after.id)),
        );
      }
      const rows = await query.orderBy('started_at', 'desc').orderBy('id', 'desc').limit(limit).execute();
      return rows.map(toIngestion);
    },
    async lastFinished() {
      const row = await db
        .selectFrom('ingestions')
        .selectAll()
        .where('finished_at', 'is not', null)
        .orderBy('finished_at', 'desc')
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row ? toIngestion(row) : null;
    },
    quarantined: (query) => readQuarantined(db, query),
  };
}

function toRow(ingestion: Ingestion): Tables['ingestions'] {
  return {
    id: ingestion.id,
    workflow_id: ingestion.workflowId,
    trigger: ingestion.trigger,
    state: ingestion.state,
    started_at: ingestion.startedMicros,
    finished_at: ingestion.finishedMicros,
    summary_json: ingestion.summary ? JSON.stringify(ingestion.summary) : null,
    message: ingestion.message,
  };
}

function toIngestion(row: Selectable<Tables['ingestions']>): Ingestion {
  return {
    id: row.id,
    workflowId: row.workflow_id,
    trigger: row.trigger,
    state: stateSchema.parse(row.state),
    startedMicros: row.started_at,
    finishedMicros: row.finished_at,
    summary: fromJson(ingestSummarySchema, row.summary_json),
    message: row.message,
  };
}
