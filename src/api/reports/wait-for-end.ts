import type { Response } from 'express';
import { z } from 'zod';
import { LoopwatchError } from '../../contract/errors';
import { untilOver } from '../http/until-over';
import type { ApiPorts } from '../ports';
import type { ReportStatus } from './report-status';
import type { ReportWatch } from './report-watch';

const WAIT = /^([1-9]|[1-5]\d|60)s?$/;

/** How long to wait for the end of a report, in milliseconds. */
export const waitSchema = z
  .string()
  .regex(WAIT, 'must be 1 to 60 seconds, for example 30s')
  .transform((text) => Number.parseInt(text, 10) * 1_000)
  .optional()
  .describe('Answer when the report has ended, or after this many seconds: 1 to 60, for example 30s.');

interface Wait {
  readonly waitMillis: number | undefined;
  readonly res: Response;
}

/** The report's status once it has ended, the time is up or the server stops. */
export async function waitForEnd(
  { stopping }: Pick<ApiPorts, 'stopping'>,
  watch: ReportWatch,
  status: ReportStatus,
  { waitMillis, res }: Wait,
): Promise<ReportStatus> {
  if (waitMillis === undefined || status.state !== 'Running') return status;
  const ended = untilOver(res, { stopping, limitMillis: waitMillis });
  let last = status;
  const follow = async () => {
    try {
      for await (const next of watch.follow(status.id, ended)) last = next;
    } catch (error) {
      // The last known status is still an answer.
      if (!(error instanceof LoopwatchError)) throw error;
    }
  };
  await Promise.race([follow(), aborted(ended)]);
  return last;
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
