import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { MAX_WEBHOOKS } from '../../contract/notices';
import type { Webhook } from '../../storage/catalogue/webhook-catalogue';
import type { Operation } from '../http/operation';
import { ApiProblem } from '../http/problem';
import { jsonResponse, problemResponses } from '../http/problem-schema';
import { readBody, readInput } from '../http/read-input';
import type { ApiPorts } from '../ports';
import {
  newSecret,
  noSuchWebhook,
  toWebhookBody,
  WEBHOOKS_PATH,
  webhookParamsSchema,
  webhookRequestSchema,
  webhookSchema,
  webhookWithSecretSchema,
} from './webhook-body';

const TAGS = ['Webhooks'];

const listSchema = z
  .object({ webhooks: z.array(webhookSchema) })
  .meta({ id: 'Webhooks', description: `Oldest first; at most ${MAX_WEBHOOKS}.` });

/** Lists, creates, shows and removes webhooks. */
export function webhookOperations(ports: ApiPorts): readonly Operation[] {
  return [list(ports), create(ports), show(ports), remove(ports)];
}

function list({ catalogue, clock }: ApiPorts): Operation {
  return {
    method: 'get',
    path: WEBHOOKS_PATH,
    scope: 'admin',
    summary: 'List the webhooks',
    tags: TAGS,
    responses: { 200: jsonResponse('All webhooks.', listSchema) },
    handle: async (_req, res) => {
      const all = await catalogue.webhooks.all();
      const now = clock();
      res
        .set('Cache-Control', 'no-store')
        .json({ webhooks: all.map((webhook) => toWebhookBody(webhook, now)) });
    },
  };
}

function create(ports: ApiPorts): Operation {
  const { catalogue, clock } = ports;
  return {
    method: 'post',
    path: WEBHOOKS_PATH,
    scope: 'admin',
    summary: 'Create a webhook',
    description: 'It follows the Standard Webhooks convention. Only this answer shows the secret.',
    tags: TAGS,
    request: {
      body: { required: true, content: { 'application/json': { schema: webhookRequestSchema } } },
    },
    responses: {
      201: jsonResponse(
        'The webhook was created. It applies from the next report on.',
        webhookWithSecretSchema,
      ),
      ...problemResponses(
        'invalid-input',
        'forbidden',
        'limit-reached',
        'body-too-large',
        'unsupported-media-type',
      ),
    },
    handle: async (req, res) => {
      const { url, events } = readBody(webhookRequestSchema, req, ['application/json']);
      requireProtocol(ports, url);
      await requireRoom(ports);
      const now = clock();
      const secret = newSecret();
      const made = { id: randomUUID(), url, events, secret, createdMicros: now } as const;
      const webhook: Webhook = { ...made, previous: null, disabled: null };
      await catalogue.webhooks.add(webhook);
      res
        .status(201)
        .location(`${WEBHOOKS_PATH}/${webhook.id}`)
        .set('Cache-Control', 'no-store')
        .json({ ...toWebhookBody(webhook, now), secret });
    },
  };
}

/** Requires TLS; allows plain HTTP where private addresses are allowed. */
function requireProtocol({ notices: { allowPrivateWebhooks } }: ApiPorts, url: string): void {
  const { protocol } = new URL(url);
  if (protocol === 'https:' || (protocol === 'http:' && allowPrivateWebhooks)) return;
  const fault = allowPrivateWebhooks ? 'must be an http or https address' : 'must be an https address';
  const more = protocol === 'http:' ? ' With LOOPWATCH_WEBHOOK_ALLOW_PRIVATE=true it may be http.' : '';
  throw new ApiProblem('invalid-input', `url ${fault}.${more}`, { errors: [{ field: 'url', fault }] });
}

async function requireRoom({ catalogue }: ApiPorts): Promise<void> {
  if ((await catalogue.webhooks.all()).length < MAX_WEBHOOKS) return;
  throw new ApiProblem(
    'limit-reached',
    `There are already ${MAX_WEBHOOKS} webhooks, which is the limit. Remove one that is not in use.`,
  );
}
function show(ports: ApiPorts): Operation {
  return {
    method: 'get',
    path: `${WEBHOOKS_PATH}/{id}`,
    scope: 'admin',
    summary: 'One webhook',
    tags: TAGS,
    request: { params: webhookParamsSchema },
    responses: {
      200: jsonResponse('The webhook.', webhookSchema),
      ...problemResponses('invalid-input', 'not-found'),
    },
    handle: async (req, res) => {
      const { id } = readInput(webhookParamsSchema, req.params);
      const found = await ports.catalogue.webhooks.get(id);
      if (!found) throw noSuchWebhook(id);
      res.set('Cache-Control', 'no-store').json(toWebhookBody(found, ports.clock()));
    },
  };
}

function remove({ catalogue }: ApiPorts): Operation {
  return {
    method: 'delete',
    path: `${WEBHOOKS_PATH}/{id}`,
    scope: 'admin',
    summary: 'Remove a webhook',
    tags: TAGS,
    request: { params: webhookParamsSchema },
    responses: {
      204: { description: 'The webhook was removed, with its secrets.' },
      ...problemResponses('invalid-input', 'forbidden', 'not-found'),
    },
    handle: async (req, res) => {
      const { id } = readInput(webhookParamsSchema, req.params);
      if (!(await catalogue.webhooks.remove(id))) throw noSuchWebhook(id);
      res.status(204).end();
    },
  };
}
