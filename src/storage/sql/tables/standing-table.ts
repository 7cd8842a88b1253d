import type { Kysely, Selectable } from 'kysely';
import { toNamedTargets, toNoticeTargets } from '../../../contract/notices';
import { reportOptionsSchema } from '../../../contract/report-options-schema';
import { type StandingReport, standingTimeSchema } from '../../../contract/standing-report';
import type { StandingCatalogue } from '../../catalogue/standing-catalogue';
import { emailsSchema } from '../json-columns';
import type { Tables } from '../schema';

export function standingTable(db: Kysely<Tables>): StandingCatalogue {
  return {
    async add(report) {
      await db.insertInto('standing_reports').values(toRow(report)).execute();
    },
    async get(id) {
      const row = await db.selectFrom('standing_reports').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? toStanding(row) : null;
    },
    async all() {
      const rows = await db.selectFrom('standing_reports').selectAll().execute();
      return rows
        .map(toStanding)
        .sort((a, b) => a.name.localeCompare(b.name, 'en') || a.id.localeCompare(b.id, 'en'));
    },
    async remove(id) {
      await db.deleteFrom('standing_reports').where('id', '=', id).execute();
    },
    adoptedMicros: () => adoptedMicros(db),
    adopt: (reports, nowMicros) =>
      db.transaction().execute(async (trx) => {
        if ((await adoptedMicros(trx)) !== null) return;
        for (const report of reports)
          await trx
            .insertInto('standing_reports')
            .values(toRow(report))
            .onConflict((conflict) => conflict.column('id').doNothing())
            .execute();
        await trx.insertInto('standing_adoptions').values({ adopted_at: nowMicros }).execute();
      }),
  };
}

async function adoptedMicros(db: Kysely<Tables>): Promise<number | null> {
  const row = await db.selectFrom('standing_adoptions').selectAll().executeTakeFirst();
  return row?.adopted_at ?? null;
}

function toRow({ id, name, options, time, targets }: StandingReport): Tables['standing_reports'] {
  const { emails } = toNamedTargets(targets);
  return {
    id,
    name,
    options_json: JSON.stringify(options),
    time_json: JSON.stringify(time),
    emails_json: JSON.stringify(emails),
  };
}

function toStanding(row: Selectable<Tables['standing_reports']>): StandingReport {
  return {
    id: row.id,
    name: row.name,
    options: reportOptionsSchema.parse(JSON.parse(row.options_json)),
    time: standingTimeSchema.parse(JSON.parse(row.time_json)),
    targets: toNoticeTargets({ emails: emailsSchema.parse(JSON.parse(row.emails_json)) ?? [] }),
  };
}
