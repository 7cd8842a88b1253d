import type { Response } from 'express';
import { LoopwatchError } from '../../contract/errors';
import { untilOver } from '../http/until-over';
import type { ApiPorts } from '../ports';
import { type ReportSummaryBody, toReportSummary } from './report-body';
import type { ReportStatus } from './report-status';
import type { ReportWatch } from './report-watch';

const RETRY_MILLIS = 2_000;

interface Stream {
  readonly id: string;
  readonly seen: number;
  readonly pingMillis: number;
  readonly res: Response;
  /** Asked with each ping. */
  readonly isAllowed: () => Promise<boolean>;
}

/** Writes a report's steps after the last one seen, then closes the stream at the end of the report. */
export async function streamEvents(
  ports: ApiPorts,
  watch: ReportWatch,
  { id, seen, pingMillis, res, isAllowed }: Stream,
): Promise<void> {
  const signal = untilOver(res, ports);
  const end = () => res.end();
  signal.addEventListener('abort', end);
  startStream(res).write(`retry: ${RETRY_MILLIS}\n\n`);
  const ping = async () => {
    // A catalogue that does not answer now says nothing about the key.
    const mayGoOn = await isAllowed().catch(() => true);
    if (res.writableEnded) return;
    if (mayGoOn) res.write(': ping\n\n');
    else res.end();
  };
  const pings = setInterval(() => void ping(), pingMillis);
  try {
    let last = seen;
    for await (const status of watch.follow(id, signal)) {
      if (res.writableEnded) return;
      if (stepOf(status) <= last) continue;
      last = stepOf(status);
      res.write(reportEvent(status, toReportSummary(status, ports)));
    }
  } catch (error) {
    // The client reconnects after a moment and then gets the error.
    const isForeseen = signal.aborted || error instanceof LoopwatchError;
    ports.logger[isForeseen ? 'debug' : 'error']({ err: error, reportId: id }, 'an event stream was cut off');
  } finally {
    clearInterval(pings);
    signal.removeEventListener('abort', end);
    res.end();
  }
}

export function startStream(res: Response): Response {
  res.status(200).set({
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store, no-transform',
    'X-Accel-Buffering': 'no',
  });
  res.flushHeaders();
  return res;
}

const END_STEP = 2_000;
const EVENT_OF_STATE = {
  Running: 'progress',
  Completed: 'completed',
  Failed: 'failed',
  Cancelled: 'cancelled',
} as const satisfies Record<ReportStatus['state'], string>;

/** The progress as a number that only grows: 0 without a worker, 1 to 1001 by the fraction, then the end. */
export function stepOf({ state, progress }: Pick<ReportStatus, 'state' | 'progress'>): number {
  if (state !== 'Running') return END_STEP;
  return progress ? 1 + Math.round(progress.fraction * 1_000) : 0;
}

/** A server-sent event. Its id is the report's step, so that any process can continue after it. */
function reportEvent(status: ReportStatus, summary: ReportSummaryBody): string {
  return `id: ${stepOf(status)}\nevent: ${EVENT_OF_STATE[status.state]}\ndata: ${JSON.stringify(summary)}\n\n`;
}
