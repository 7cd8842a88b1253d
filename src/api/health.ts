import { z } from 'zod';
import { describeError } from '../contract/errors';
import type { Operation } from './operation';
import type { ApiPorts } from './ports';
import { jsonResponse } from './problem-schema';
import { callTemporal } from './temporal-calls';

const CHECK_LIMIT_MS = 2_000;

const liveSchema = z.object({ status: z.literal('live') }).meta({ id: 'Liveness' });
const readySchema = z
  .object({
    status: z.enum(['ready', 'not ready']),
    checks: z.record(z.string(), z.string()).meta({ description: '`ok`, or what is wrong.' }),
  })
  .meta({ id: 'Readiness' });

/** Whether the process is up, and whether all it needs is within reach. */
export function health(ports: ApiPorts): readonly Operation[] {
  return [
    {
      method: 'get',
      path: '/livez',
      scope: 'open',
      isUnlimited: true,
      summary: 'Whether the process answers',
      tags: ['Health'],
      responses: { 200: jsonResponse('It does.', liveSchema) },
      handle: (_req, res) => res.set('Cache-Control', 'no-store').json({ status: 'live' }),
    },
    {
      method: 'get',
      path: '/readyz',
      scope: 'open',
      isUnlimited: true,
      summary: 'Whether Temporal and the catalogue are within reach',
      tags: ['Health'],
      responses: {
        200: jsonResponse('Both are.', readySchema),
        503: jsonResponse('One is not.', readySchema),
      },
      handle: async (_req, res) => {
        const [temporal, catalogue] = await Promise.all([
          outcomeOf(() => askTemporal(ports)),
          outcomeOf(() => ports.catalogue.reports.page(null, 1)),
        ]);
        const isReady = temporal === 'ok' && catalogue === 'ok';
        res
          .status(isReady ? 200 : 503)
          .set('Cache-Control', 'no-store')
          .json({ status: isReady ? 'ready' : 'not ready', checks: { temporal, catalogue } });
      },
    },
  ];
}

function askTemporal({ client, namespace }: ApiPorts): Promise<unknown> {
  return callTemporal(client, () => client.workflowService.describeNamespace({ namespace }), CHECK_LIMIT_MS);
}

async function outcomeOf(check: () => Promise<unknown>): Promise<string> {
  try {
    await check();
    return 'ok';
  } catch (error) {
    return describeError(error);
  }
}
