import type { ExpressionBuilder, Kysely, Selectable } from 'kysely';
import { z } from 'zod';
import { REPORT_STATES, type ReportState } from '../../../contract/report';
import { reportOptionsSchema } from '../../../contract/report-options-schema';
import type { ReportCatalogue, ReportFilter, ReportRecord } from '../../catalogue/report-catalogue';
import { fromJson, renderedFilesSchema, reportPinsSchema } from '../json-columns';
import type { Tables } from '../schema';
import { chooseSharing } from './report-sharing';

export function reportTable(db: Kysely<Tables>): ReportCatalogue {
  return {
    async save(report) {
      const row = toRow(report);
      await db
        .insertInto('reports')
        .values(row)
        .onConflict((conflict) =>
          report.state === 'Running'
            ? conflict.column('id').doNothing()
            : conflict
                .column('id')
                .doUpdateSet({ ...row, requested_at: (eb) => eb.ref('reports.requested_at') }),
        )
        .execute();
    },
    async get(id) {
      const row = await db.selectFrom('reports').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? toRecord(row) : null;
    },
    chooseSharing: (question) => db.transaction().execute((trx) => chooseSharing(trx, question)),
    async page(after, limit, filter = {}) {
      let query = db.selectFrom('reports').selectAll().where(matching(filter));
      if (after) {
        query = query.where(({ eb, refTuple, tuple }) =>
          eb(refTuple('requested_at', 'id'), '<', tuple(after.requestedMicros, after.id)),
        );
      }
      const rows = await query.orderBy('requested_at', 'desc').orderBy('id', 'desc').limit(limit).execute();
      return rows.map(toRecord);
    },
    async count(filter) {
      const { total } = await db
        .selectFrom('reports')
        .select((eb) => eb.fn.countAll().as('total'))
        .where(matching(filter))
        .executeTakeFirstOrThrow();
      return Number(total);
    },
    async wasRemoved(id) {
      const row = await db.selectFrom('removed_reports').select('id').where('id', '=', id).executeTakeFirst();
      return row !== undefined;
    },
    countByState: () => countByState(db),
  };
}

async function countByState(db: Kysely<Tables>): Promise<Record<ReportState, number>> {
  const rows = await db
    .selectFrom('reports')
    .select((eb) => ['state', eb.fn.countAll<number>().as('count')])
    .groupBy('state')
    .execute();
  const counts: Record<ReportState, number> = { Running: 0, Completed: 0, Failed: 0, Cancelled: 0 };
  for (const { state, count } of rows) counts[z.enum(REPORT_STATES).parse(state)] = count;
  return counts;
}

function matching({ state, method, requestedBy, computed }: ReportFilter) {
  return ({ eb, and, or }: ExpressionBuilder<Tables, 'reports'>) =>
    and([
      ...(state === undefined ? [] : [eb('state', '=', state)]),
      ...(method === undefined ? [] : [eb('method', '=', method)]),
      ...(requestedBy === undefined ? [] : [eb('requested_by', '=', requestedBy)]),
      ...(computed ? [or([eb('pins_key', 'is', null), eb('leads', 'is not', null)])] : []),
    ]);
}

function toRow(report: ReportRecord): Omit<Tables['reports'], 'pins_key' | 'leads'> {
  return {
    id: report.id,
    requested_at: report.requestedMicros,
    requested_by: report.requestedBy,
    options_json: JSON.stringify(report.options),
    method: report.options.method,
    state: report.state,
    pins_json: report.pins ? JSON.stringify(report.pins) : null,
    files_json: JSON.stringify(report.files),
    store_count: report.storeCount,
    poll_count: report.pollCount,
    message: report.message,
    finished_at: report.finishedMicros,
  };
}

function toRecord(row: Selectable<Tables['reports']>): ReportRecord {
  return {
    id: row.id,
    requestedMicros: row.requested_at,
    requestedBy: row.requested_by,
    options: reportOptionsSchema.parse(JSON.parse(row.options_json)),
    state: z.enum(REPORT_STATES).parse(row.state),
    pins: fromJson(reportPinsSchema, row.pins_json),
    files: fromJson(renderedFilesSchema, row.files_json) ?? [],
    storeCount: row.store_count,
    pollCount: row.poll_count,
    message: row.message,
    finishedMicros: row.finished_at,
  };
}
