import path from 'node:path';
import { z } from 'zod';
import type { LoopwatchError } from '../../../src/contract/errors';
import { obeyOrders } from './obey-orders';

const ofFigures = z.object({ figuresPath: z.string() });
const callSchema = z.discriminatedUnion('name', [
  z.object({ name: z.literal('summary'), input: ofFigures.extend({ method: z.literal('interpolate') }) }),
  z.object({ name: z.literal('store'), input: ofFigures.extend({ storeId: z.string() }) }),
  z.object({
    name: z.literal('storePage'),
    input: ofFigures.extend({
      selection: z.object({
        search: z.string(),
        states: z.object({ hours: z.null(), timezones: z.null() }),
        sort: z.literal('polls'),
        order: z.literal('desc'),
        offset: z.number(),
        limit: z.number(),
      }),
    }),
  }),
  z.object({
    name: z.literal('timeline'),
    input: z.object({
      storeId: z.string(),
      storesPath: z.string(),
      segmentPaths: z.array(z.string()),
      hoursPath: z.null(),
      timezonesPath: z.null(),
      holdSeconds: z.number(),
      span: z.object({ fromMicros: z.number(), toMicros: z.number() }),
    }),
  }),
]);

/** The built pool: its threads load JavaScript. */
const built: typeof import('../../../src/queries/query-threads') = require(
  path.resolve(__dirname, '../../../dist/queries/query-threads.js'),
);
const threadFailures: string[] = [];
const pool = built.startQueryThreads((error) => threadFailures.push(String(error)));
process.once('disconnect', () => void pool.close());

obeyOrders(z.object({ calls: z.array(callSchema) }), async ({ calls }) => ({
  answers: await Promise.all(
    calls.map((call) =>
      run(call).then(
        (ok) => ({ ok }),
        ({ code, message, remedy }: LoopwatchError) => ({ failed: { code, message, remedy } }),
      ),
    ),
  ),
  threadFailures,
  /** Modules of frames that the calling thread has loaded. */
  frames: Object.keys(require.cache).filter((file) => /nodejs-polars|dist.(frames|domain)/.test(file)),
}));

function run(call: z.infer<typeof callSchema>): Promise<unknown> {
  switch (call.name) {
    case 'summary':
      return pool.run(call.name, call.input);
    case 'store':
      return pool.run(call.name, call.input);
    case 'storePage':
      return pool.run(call.name, call.input);
    case 'timeline':
      return pool.run(call.name, call.input);
  }
}
