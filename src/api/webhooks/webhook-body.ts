import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { isUuid } from '../../contract/names';
import { NOTICE_EVENTS } from '../../contract/notices';
import { formatInstant } from '../../domain/time/instants';
import type { Webhook } from '../../storage/catalogue/webhook-catalogue';
import { ApiProblem } from '../http/problem';
import { instant } from '../http/value-schemas';

export const WEBHOOKS_PATH = '/api/v1/webhooks';

const events = z.array(z.enum(NOTICE_EVENTS)).min(1);

export const webhookParamsSchema = z.object({
  id: z.string().refine(isUuid, 'must be the id of a webhook: a UUID in lower case').meta({ format: 'uuid' }),
});

export const webhookRequestSchema = z.strictObject({
  url: z
    .url({ error: 'must be an address, for example https://receiver.example/loopwatch' })
    .max(2_000)
    .overwrite((text) => (URL.canParse(text) ? new URL(text).href : text))
    .refine(hasNoCredentials, 'must not hold a user name or a password')
    .describe('Where notices are sent, by POST.'),
  events: events.default([...NOTICE_EVENTS]).describe('The events to send. Default: all.'),
});

const webhookShape = {
  id: z.string().meta({ format: 'uuid' }),
  url: z.string(),
  events,
  created_at: instant,
  disabled_at: instant.nullable().meta({ description: 'null: the webhook is active.' }),
  disabled_reason: z.string().nullable(),
  previous_secret_until: instant
    .nullable()
    .meta({ description: 'Until then, the previous secret signs too; null: there is none.' }),
};

export const webhookSchema = z
  .object(webhookShape)
  .meta({ id: 'Webhook', description: 'An address that is told when a report has ended.' });

export const webhookWithSecretSchema = z
  .object({
    ...webhookShape,
    secret: z.string().meta({ description: 'Shown only once. It verifies the notices.' }),
  })
  .meta({ id: 'WebhookWithSecret', description: 'A webhook with its new secret.' });

/** Without its secrets. */
export function toWebhookBody(webhook: Webhook, nowMicros: number): z.output<typeof webhookSchema> {
  const { previous, disabled } = webhook;
  const isPreviousInUse = previous !== null && nowMicros < previous.untilMicros;
  return {
    id: webhook.id,
    url: webhook.url,
    events: [...webhook.events],
    created_at: formatInstant(webhook.createdMicros),
    disabled_at: disabled && formatInstant(disabled.atMicros),
    disabled_reason: disabled?.reason ?? null,
    previous_secret_until: isPreviousInUse ? formatInstant(previous.untilMicros) : null,
  };
}

export function noSuchWebhook(id: string): ApiProblem {
  return new ApiProblem('not-found', `No webhook has the id ${id}. GET ${WEBHOOKS_PATH} lists all webhooks.`);
}

/** 32 random bytes, written as in the Standard Webhooks convention. */
export function newSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

function hasNoCredentials(text: string): boolean {
  if (!URL.canParse(text)) return true;
  const { username, password } = new URL(text);
  return username === '' && password === '';
}
