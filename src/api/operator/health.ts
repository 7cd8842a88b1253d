import { z } from 'zod';
import type { Operation } from '../http/operation';
import { jsonResponse } from '../http/problem-schema';
import { CHECK_NAMES, type Readiness } from './readiness';

const liveSchema = z.object({ status: z.literal('live') }).meta({ id: 'Liveness' });
const readySchema = z
  .object({
    status: z.enum(['ready', 'not ready']),
    checks: z.record(z.enum(CHECK_NAMES), z.string()).meta({ description: '`ok`, or what is wrong.' }),
    data: z.string().meta({
      description: '`ok`, or what is wrong with the data. It does not make the service unready.',
    }),
  })
  .meta({ id: 'Readiness' });

/** Liveness and readiness. */
export function health(readiness: Readiness): readonly Operation[] {
  return [
    {
      method: 'get',
      path: '/livez',
      scope: 'open',
      isUnlimited: true,
      summary: 'Whether the process runs',
      tags: ['Health'],
      responses: { 200: jsonResponse('The process runs.', liveSchema) },
      handle: (_req, res) => res.set('Cache-Control', 'no-store').json({ status: 'live' }),
    },
    {
      method: 'get',
      path: '/readyz',
      scope: 'open',
      isUnlimited: true,
      summary: 'Whether Temporal, the catalogue, the stored files and a worker can be reached',
      tags: ['Health'],
      responses: {
        200: jsonResponse('All can be reached.', readySchema),
        503: jsonResponse('At least one cannot be reached.', readySchema),
      },
      handle: async (_req, res) => {
        const { checks, data } = await readiness();
        const isReady = CHECK_NAMES.every((name) => checks[name] === 'ok');
        res
          .status(isReady ? 200 : 503)
          .set('Cache-Control', 'no-store')
          .json({ status: isReady ? 'ready' : 'not ready', checks, data });
      },
    },
  ];
}
