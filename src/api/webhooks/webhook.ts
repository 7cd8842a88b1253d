import type { Operation } from '../http/operation';
import { ApiProblem } from '../http/problem';
import { jsonResponse, problemResponses } from '../http/problem-schema';
import { readInput } from '../http/read-input';
import type { ApiPorts } from '../ports';
import { toWebhookBody, WEBHOOKS_PATH, webhookParamsSchema, webhookSchema } from './webhook-body';

const TAGS = ['Webhooks'];

/** One webhook: how it stands, and how to be rid of it. */
export function webhook(ports: ApiPorts): readonly Operation[] {
  return [show(ports), remove(ports)];
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
      200: jsonResponse('How it stands.', webhookSchema),
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
    summary: 'Tell an address no more',
    tags: TAGS,
    request: { params: webhookParamsSchema },
    responses: {
      204: { description: 'It is removed, with its secrets.' },
      ...problemResponses('invalid-input', 'forbidden', 'not-found'),
    },
    handle: async (req, res) => {
      const { id } = readInput(webhookParamsSchema, req.params);
      if (!(await catalogue.webhooks.remove(id))) throw noSuchWebhook(id);
      res.status(204).end();
    },
  };
}

export function noSuchWebhook(id: string): ApiProblem {
  return new ApiProblem(
    'not-found',
    `No webhook has the id ${id}. GET ${WEBHOOKS_PATH} lists those there are.`,
  );
}
