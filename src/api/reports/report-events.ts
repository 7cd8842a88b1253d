import { z } from 'zod';
import { isInUse } from '../../storage/catalogue/key-in-use';
import { type Caller, callerOf } from '../http/caller';
import type { Operation } from '../http/operation';
import { problemResponses } from '../http/problem-schema';
import { readInput } from '../http/read-input';
import type { ApiPorts } from '../ports';
import { startStream, stepOf, streamEvents } from './report-stream';
import type { ReportWatch } from './report-watch';
import { reportParamsSchema, unknownReport } from './require-report';
import { StreamCount } from './stream-count';

const MAX_STREAMS = 1_000;
const PING_MILLIS = 15_000;

/** The number of an event. Anything else counts as a first call. */
const lastSeenSchema = z.coerce.number().int().nonnegative().catch(-1);
const headersSchema = z.object({
  'Last-Event-ID': z
    .string()
    .optional()
    .describe('The id of the last event seen. Earlier events are left out.'),
});

/** One event of the stream. */
const eventSchema = z
  .object({
    id: z.string().optional(),
    event: z.enum(['progress', 'completed', 'failed', 'cancelled']).optional(),
    data: z.string().optional().describe('A ReportSummary as JSON.'),
    retry: z.int().optional(),
  })
  .meta({ id: 'ReportEvent' });

interface Limits {
  readonly maxStreams?: number;
  readonly pingMillis?: number;
}

/** Streams a report's progress as server-sent events. */
export function reportEvents(ports: ApiPorts, watch: ReportWatch, limits: Limits = {}): Operation {
  const { maxStreams = MAX_STREAMS, pingMillis = PING_MILLIS } = limits;
  const streams = new StreamCount(maxStreams);
  return {
    method: 'get',
    path: '/api/v1/reports/{id}/events',
    summary: "Stream a report's progress",
    description:
      'Sends the event `progress`, and at the end `completed`, `failed` or `cancelled`, then closes the stream. The data of each event is a ReportSummary.',
    tags: ['Reports'],
    request: { params: reportParamsSchema, headers: headersSchema },
    responses: {
      200: { description: 'The events.', content: { 'text/event-stream': { schema: eventSchema } } },
      204: { description: 'The client has seen the end. Do not connect again.' },
      ...problemResponses('invalid-input', 'not-found', 'too-many-streams', 'unavailable'),
    },
    handle: async (req, res) => {
      const { id } = readInput(reportParamsSchema, req.params);
      const status = await watch.find(id);
      if (!status) throw unknownReport(id);
      const seen = lastSeenSchema.parse(req.get('Last-Event-ID'));
      if (status.state !== 'Running' && seen >= stepOf(status)) return res.status(204).end();
      if (req.method === 'HEAD') return startStream(res).end();
      const caller = callerOf(req);
      const close = streams.open(caller?.keyId ?? null);
      try {
        const isAllowed = () => isStillAllowed(ports, caller);
        await streamEvents(ports, watch, { id, seen, pingMillis, res, isAllowed });
      } finally {
        close();
      }
    },
  };
}

/** A stream lasts: its key may be revoked, or end, meanwhile. */
async function isStillAllowed(
  { catalogue, clock }: Pick<ApiPorts, 'catalogue' | 'clock'>,
  caller: Caller | null,
): Promise<boolean> {
  const key = caller && (await catalogue.keys.get(caller.keyId));
  return caller === null || (key !== null && isInUse(key, clock()));
}
