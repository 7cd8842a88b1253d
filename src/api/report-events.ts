import type { Response } from 'express';
import { z } from 'zod';
import { LoopwatchError } from '../contract/errors';
import type { Operation } from './operation';
import { untilOver } from './over';
import type { ApiPorts } from './ports';
import { ApiProblem } from './problem';
import { problemResponses } from './problem-schema';
import { readInput } from './read-input';
import { toReportSummary } from './report-body';
import { reportEvent, stepOf } from './report-event';
import { reportParamsSchema, unknownReport } from './report-of-request';
import type { ReportWatch } from './report-watch';

const MAX_STREAMS = 1_000;
const PING_MILLIS = 15_000;
const RETRY_MILLIS = 2_000;

/** A number as the events carry it; anything else is taken for a first call. */
const lastSeenSchema = z.coerce.number().int().nonnegative().catch(-1);
const headersSchema = z.object({
  'Last-Event-ID': z
    .string()
    .optional()
    .describe('The id of the last event seen: what came before is left out.'),
});

interface Limits {
  readonly maxStreams?: number;
  readonly pingMillis?: number;
}

/** Tells of a report's progress as it happens, as server-sent events. */
export function reportEvents(ports: ApiPorts, watch: ReportWatch, limits: Limits = {}): Operation {
  const { maxStreams = MAX_STREAMS, pingMillis = PING_MILLIS } = limits;
  let open = 0;
  return {
    method: 'get',
    path: '/api/v1/reports/{id}/events',
    summary: "A report's progress as it happens",
    description:
      'Server-sent events `progress`, and at the end one of `completed`, `failed`, `cancelled`, after which the stream is closed. The data of each is a ReportSummary.',
    tags: ['Reports'],
    request: { params: reportParamsSchema, headers: headersSchema },
    responses: {
      200: { description: 'The events.', content: { 'text/event-stream': { schema: { type: 'string' } } } },
      204: { description: 'The end was seen already: do not connect again.' },
      ...problemResponses('invalid-input', 'not-found', 'too-many-streams', 'unavailable'),
    },
    handle: async (req, res) => {
      const { id } = readInput(reportParamsSchema, req.params);
      const status = await watch.find(id);
      if (!status) throw unknownReport(id);
      const seen = lastSeenSchema.parse(req.get('Last-Event-ID'));
      if (status.state !== 'Running' && seen >= stepOf(status)) return res.status(204).end();
      if (open >= maxStreams) throw tooMany(maxStreams);
      if (req.method === 'HEAD') return startStream(res).end();
      open++;
      try {
        await stream(ports, watch, { id, seen, pingMillis, res });
      } finally {
        open--;
      }
    },
  };
}

interface Stream {
  readonly id: string;
  readonly seen: number;
  readonly pingMillis: number;
  readonly res: Response;
}

async function stream(
  ports: ApiPorts,
  watch: ReportWatch,
  { id, seen, pingMillis, res }: Stream,
): Promise<void> {
  const signal = untilOver(res, ports);
  const end = () => res.end();
  signal.addEventListener('abort', end);
  startStream(res).write(`retry: ${RETRY_MILLIS}\n\n`);
  const pings = setInterval(() => res.write(': ping\n\n'), pingMillis);
  try {
    let last = seen;
    for await (const status of watch.follow(id, signal)) {
      if (stepOf(status) <= last) continue;
      last = stepOf(status);
      res.write(reportEvent(status, toReportSummary(status, ports)));
    }
  } catch (error) {
    // Whoever listens connects again after a moment, and then hears what is wrong.
    const isForeseen = signal.aborted || error instanceof LoopwatchError;
    ports.logger[isForeseen ? 'debug' : 'error'](
      { err: error, reportId: id },
      'a stream of events was cut off',
    );
  } finally {
    clearInterval(pings);
    signal.removeEventListener('abort', end);
    res.end();
  }
}

function startStream(res: Response): Response {
  res.status(200).set({
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store, no-transform',
    'X-Accel-Buffering': 'no',
  });
  res.flushHeaders();
  return res;
}

function tooMany(limit: number): ApiProblem {
  return new ApiProblem(
    'too-many-streams',
    `${limit} streams of events are open already. Close some, or ask GET /api/v1/reports/{id}?wait=30s instead.`,
    { headers: { 'Retry-After': '5' } },
  );
}
