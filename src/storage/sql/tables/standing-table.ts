import type { Kysely, Selectable } from 'kysely';
import { toNamedTargets, toNoticeTargets } from '../../../contract/notices';
import { reportOptionsSchema } from '../../../contract/report-options-schema';
import type { StandingDefinition } from '../../../contract/standing-report';
import type { StandingCatalogue } from '../../catalogue/standing-catalogue';
import { emailsSchema } from '../json-columns';
import type { Tables } from '../schema';

export function standingTable(db: Kysely<Tables>): StandingCatalogue {
  return {
    async add(definition) {
      await db.insertInto('standing_reports').values(toRow(definition)).execute();
    },
    async get(id) {
      const row = await db.selectFrom('standing_reports').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? toDefinition(row) : null;
    },
    async all() {
      const rows = await db.selectFrom('standing_reports').selectAll().execute();
      return rows
        .map(toDefinition)
        .sort((a, b) => a.name.localeCompare(b.name, 'en') || a.id.localeCompare(b.id, 'en'));
    },
    async remove(id) {
      await db.deleteFrom('standing_reports').where('id', '=', id).execute();
    },
    isAdopted: () => isAdopted(db),
    adopt: (definitions, nowMicros) =>
      db.transaction().execute(async (trx) => {
        if (await isAdopted(trx)) return;
        for (const definition of definitions)
          await trx
            .insertInto('standing_reports')
            .values(toRow(definition))
            .onConflict((conflict) => conflict.column('id').doNothing())
            .execute();
        await trx.insertInto('standing_adoptions').values({ adopted_at: nowMicros }).execute();
      }),
  };
}

async function isAdopted(db: Kysely<Tables>): Promise<boolean> {
  return (await db.selectFrom('standing_adoptions').selectAll().executeTakeFirst()) !== undefined;
}

function toRow({ id, name, options, targets }: StandingDefinition): Tables['standing_reports'] {
  const { emails } = toNamedTargets(targets);
  return { id, name, options_json: JSON.stringify(options), emails_json: JSON.stringify(emails) };
}

function toDefinition(row: Selectable<Tables['standing_reports']>): StandingDefinition {
  return {
    id: row.id,
    name: row.name,
    options: reportOptionsSchema.parse(JSON.parse(row.options_json)),
    targets: toNoticeTargets({ emails: emailsSchema.parse(JSON.parse(row.emails_json)) ?? [] }),
  };
}
