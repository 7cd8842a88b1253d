import type { Client, WorkflowExecutionStatusName } from '@temporalio/client';
import type { Logger } from 'pino';
import { z } from 'zod';
import { describeError } from '../../contract/errors';
import { failureMessage } from '../../contract/failure-message';
import { PROGRESS_QUERY, reportWorkflowId } from '../../contract/names';
import { type Progress, REPORT_STAGES } from '../../contract/report';
import type { ReportRecord } from '../../storage/catalogue/report-catalogue';
import { renderedFilesSchema, reportPinsSchema } from '../../storage/sql/json-columns';
import { callTemporal } from '../../temporal/call-temporal';
import { isRunFailed, isRunNotFound } from '../../temporal/run-errors';

/** Without a worker the query never returns, and the state is known without it. */
const QUERY_LIMIT_MS = 2_000;

const progressSchema: z.ZodType<Progress> = z.object({
  stage: z.enum([...REPORT_STAGES, 'done']),
  fraction: z.number(),
  storeCount: z.number().nullable(),
  pollCount: z.number().nullable(),
});

const resultSchema = z.object({
  pins: reportPinsSchema,
  storeCount: z.number(),
  files: renderedFilesSchema,
  quality: z.object({ polls: z.number() }),
});

export interface ReportRun {
  readonly status: WorkflowExecutionStatusName;
  readonly isOpen: boolean;
  readonly startedMicros: number;
  readonly closedMicros: number | null;
}

/** @returns null where Temporal has no run of the report. @throws LoopwatchError UNAVAILABLE */
export async function describeReportRun(client: Client, reportId: string): Promise<ReportRun | null> {
  try {
    const { status, startTime, closeTime } = await callTemporal(client, () =>
      handleOf(client, reportId).describe(),
    );
    return {
      status: status.name,
      isOpen: closeTime === undefined,
      startedMicros: startTime.getTime() * 1_000,
      closedMicros: closeTime ? closeTime.getTime() * 1_000 : null,
    };
  } catch (error) {
    if (isRunNotFound(error)) return null;
    throw error;
  }
}

/** The progress of a running report; null where no worker answers in time. */
export async function queryProgress(
  client: Client,
  reportId: string,
  logger: Logger,
): Promise<Progress | null> {
  try {
    const query = () => handleOf(client, reportId).query<unknown>(PROGRESS_QUERY);
    return progressSchema.parse(await callTemporal(client, query, QUERY_LIMIT_MS));
  } catch (error) {
    logger.debug({ reportId, reason: describeError(error) }, 'no worker answered the progress query');
    return null;
  }
}

type Outcome = Pick<ReportRecord, 'state' | 'message'> &
  Partial<Pick<ReportRecord, 'pins' | 'files' | 'storeCount' | 'pollCount'>>;

/**
 * Reads how a closed run ended, where the catalogue has no record of it.
 * @throws LoopwatchError UNAVAILABLE
 */
export async function readOutcome(client: Client, reportId: string, run: ReportRun): Promise<Outcome> {
  if (run.status === 'CANCELLED') return { state: 'Cancelled', message: 'The report was cancelled.' };
  if (run.status === 'TERMINATED') return { state: 'Failed', message: 'Its run was terminated in Temporal.' };
  if (run.status === 'TIMED_OUT') return { state: 'Failed', message: 'Its run took longer than allowed.' };
  try {
    const result: unknown = await callTemporal(client, () => handleOf(client, reportId).result());
    const { quality, ...facts } = resultSchema.parse(result);
    return { state: 'Completed', message: null, pollCount: quality.polls, ...facts };
  } catch (error) {
    if (!isRunFailed(error)) throw error;
    return { state: 'Failed', message: failureMessage(error.cause ?? error) };
  }
}

function handleOf(client: Client, reportId: string) {
  return client.workflow.getHandle(reportWorkflowId(reportId));
}
