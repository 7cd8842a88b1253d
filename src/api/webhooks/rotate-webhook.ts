import type { Operation } from '../http/operation';
import { jsonResponse, problemResponses } from '../http/problem-schema';
import { readInput } from '../http/read-input';
import type { ApiPorts } from '../ports';
import {
  newSecret,
  noSuchWebhook,
  toWebhookBody,
  WEBHOOKS_PATH,
  webhookParamsSchema,
  webhookWithSecretSchema,
} from './webhook-body';

/** For this long, the previous secret signs too. */
const OVERLAP_MICROS = 24 * 3_600 * 1_000_000;

/** Gives a webhook a new secret. */
export function rotateWebhook({ catalogue, clock }: ApiPorts): Operation {
  return {
    method: 'post',
    path: `${WEBHOOKS_PATH}/{id}/rotate`,
    scope: 'admin',
    summary: 'Give a webhook a new secret',
    description: 'The previous secret signs too for 24 hours. Only this answer shows the new secret.',
    tags: ['Webhooks'],
    request: { params: webhookParamsSchema },
    responses: {
      200: jsonResponse('The webhook, with its new secret.', webhookWithSecretSchema),
      ...problemResponses('invalid-input', 'forbidden', 'not-found'),
    },
    handle: async (req, res) => {
      const { id } = readInput(webhookParamsSchema, req.params);
      const now = clock();
      const secret = newSecret();
      await catalogue.webhooks.rotate(id, secret, now + OVERLAP_MICROS);
      const webhook = await catalogue.webhooks.get(id);
      if (!webhook) throw noSuchWebhook(id);
      res.set('Cache-Control', 'no-store').json({ ...toWebhookBody(webhook, now), secret });
    },
  };
}
