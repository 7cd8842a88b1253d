import type { Kysely, Selectable } from 'kysely';
import { z } from 'zod';
import { NOTICE_EVENTS } from '../../../contract/notices';
import type { Webhook, WebhookCatalogue } from '../../catalogue/webhook-catalogue';
import type { Tables } from '../schema';

const eventsSchema = z.array(z.enum(NOTICE_EVENTS));

export function webhookTable(db: Kysely<Tables>): WebhookCatalogue {
  return {
    async add(webhook) {
      await db.insertInto('webhooks').values(toRow(webhook)).execute();
    },
    async get(id) {
      const row = await db.selectFrom('webhooks').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? toWebhook(row) : null;
    },
    async all() {
      const rows = await db.selectFrom('webhooks').selectAll().orderBy('created_at').orderBy('id').execute();
      return rows.map(toWebhook);
    },
    async rotate(id, secret, previousUntilMicros) {
      const { numUpdatedRows } = await db
        .updateTable('webhooks')
        .set({ previous_secret: (eb) => eb.ref('secret'), previous_until: previousUntilMicros, secret })
        .where('id', '=', id)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    async disable(id, atMicros, reason) {
      const { numUpdatedRows } = await db
        .updateTable('webhooks')
        .set((eb) => ({
          disabled_at: eb.fn.coalesce('disabled_at', eb.val(atMicros)),
          disabled_reason: eb.fn.coalesce('disabled_reason', eb.val(reason)),
        }))
        .where('id', '=', id)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    async remove(id) {
      const { numDeletedRows } = await db.deleteFrom('webhooks').where('id', '=', id).executeTakeFirst();
      return numDeletedRows > 0n;
    },
  };
}

function toRow(webhook: Webhook): Tables['webhooks'] {
  return {
    id: webhook.id,
    url: webhook.url,
    events_json: JSON.stringify(webhook.events),
    secret: webhook.secret,
    previous_secret: webhook.previous?.secret ?? null,
    previous_until: webhook.previous?.untilMicros ?? null,
    created_at: webhook.createdMicros,
    disabled_at: webhook.disabled?.atMicros ?? null,
    disabled_reason: webhook.disabled?.reason ?? null,
  };
}

function toWebhook(row: Selectable<Tables['webhooks']>): Webhook {
  const { previous_secret, previous_until, disabled_at } = row;
  return {
    id: row.id,
    url: row.url,
    events: eventsSchema.parse(JSON.parse(row.events_json)),
    secret: row.secret,
    previous:
      previous_secret === null || previous_until === null
        ? null
        : { secret: previous_secret, untilMicros: previous_until },
    createdMicros: row.created_at,
    disabled: disabled_at === null ? null : { atMicros: disabled_at, reason: row.disabled_reason ?? '' },
  };
}
