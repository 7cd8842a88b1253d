import type { Kysely, Selectable } from 'kysely';
import { reportOptionsSchema } from '../../../contract/report-options-schema';
import type { AskedReport, AskedReportCatalogue } from '../../catalogue/asked-report-catalogue';
import { emailsSchema } from '../json-columns';
import type { Tables } from '../schema';

export function askedReportTable(db: Kysely<Tables>): AskedReportCatalogue {
  return {
    async add(asked) {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('asked_reports')
        .values({
          report_id: asked.reportId,
          asked_at: asked.askedMicros,
          requested_by: asked.requestedBy,
          options_json: JSON.stringify(asked.options),
          emails_json: JSON.stringify(asked.emails),
        })
        .onConflict((conflict) => conflict.column('report_id').doNothing())
        .executeTakeFirstOrThrow();
      return (numInsertedOrUpdatedRows === 0n ? await get(db, asked.reportId) : null) ?? asked;
    },
    async get(reportId) {
      return (await get(db, reportId)) ?? earlierAsked(db, reportId);
    },
  };
}

async function get(db: Kysely<Tables>, reportId: string): Promise<AskedReport | null> {
  const row = await db
    .selectFrom('asked_reports')
    .selectAll()
    .where('report_id', '=', reportId)
    .executeTakeFirst();
  return row ? toAsked(row) : null;
}

/** Before this table, a report's record was the only trace of who asked for what. */
async function earlierAsked(db: Kysely<Tables>, reportId: string): Promise<AskedReport | null> {
  const row = await db
    .selectFrom('reports')
    .select(['id as report_id', 'requested_at as asked_at', 'requested_by', 'options_json'])
    .where('id', '=', reportId)
    .executeTakeFirst();
  return row ? toAsked({ ...row, emails_json: 'null' }) : null;
}

function toAsked(row: Selectable<Tables['asked_reports']>): AskedReport {
  return {
    reportId: row.report_id,
    askedMicros: row.asked_at,
    requestedBy: row.requested_by,
    options: reportOptionsSchema.parse(JSON.parse(row.options_json)),
    emails: emailsSchema.parse(JSON.parse(row.emails_json)),
  };
}
