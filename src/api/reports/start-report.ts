import { randomUUID } from 'node:crypto';
import { describeError, LoopwatchError } from '../../contract/errors';
import { reportWorkflowId } from '../../contract/names';
import type { ReportInput } from '../../contract/workflow-inputs';
import { ConcurrencyLimit } from '../../domain/concurrency-limit';
import { reportRunOptions } from '../../domain/report/report-run-options';
import { askForReport, type ReportQuestion } from '../../storage/catalogue/ask-for-report';
import type { ReportRecord } from '../../storage/catalogue/report-catalogue';
import { reportRecord } from '../../storage/catalogue/report-record';
import { START_LIMIT_MS, startReport } from '../../temporal/start-runs';
import type { Asker } from '../http/asker';
import type { ApiPorts } from '../ports';

/** Start 8 at a time: a single-machine server times out on 100 at once. */
const starts = new ConcurrencyLimit(8);

export type StartPorts = Pick<ApiPorts, 'client' | 'catalogue' | 'clock' | 'logger'>;

export interface RequestedReport extends Asker, Pick<ReportQuestion, 'options' | 'targets'> {
  /** Omitted: a new one. */
  readonly reportId?: string;
}

/**
 * Starts a report and saves its record. @throws ApiProblem too-many-requests. @throws LoopwatchError UNAVAILABLE where
 * Temporal does not answer, or the catalogue before the start.
 */
export async function startAndRecord(ports: StartPorts, requested: RequestedReport): Promise<ReportRecord> {
  return admitted(requested, async () => {
    const input = await newReportInput(ports, requested);
    await startRun(ports, input);
    return recordStarted(ports, input);
  });
}

/** Runs a start in a place of its asker. @throws ApiProblem too-many-requests */
export async function admitted<T>({ admit, requestedBy }: Asker, start: () => Promise<T>): Promise<T> {
  const release = await admit(requestedBy);
  try {
    return await start();
  } finally {
    release();
  }
}

/** Never throws: Temporal has accepted the report, and the workflow saves the same record when it pins its inputs. */
export async function recordStarted(
  { catalogue, logger }: StartPorts,
  input: ReportInput,
): Promise<ReportRecord> {
  const record = reportRecord(input);
  try {
    await catalogue.reports.save(record);
  } catch (error) {
    const facts = { reportId: record.id, reason: describeError(error) };
    logger.error(facts, 'a report was started, and its record could not be saved');
  }
  return record;
}

/** The input of a new report's workflow, kept in the catalogue. */
export async function newReportInput(
  { catalogue, clock }: StartPorts,
  { options, requestedBy, targets = [], reportId = randomUUID() }: RequestedReport,
): Promise<ReportInput> {
  return askForReport(catalogue, { reportId, options, requestedBy, targets }, clock());
}

/** @param memo is kept with the run. @throws an error that `isRunAlreadyStarted` recognises. */
export async function startRun(
  { client, logger }: StartPorts,
  input: ReportInput,
  memo: Readonly<Record<string, string>> = {},
): Promise<void> {
  const { reportId } = input;
  await starts.run(() => startReport(client, reportRunOptions(input), memo), {
    limitMillis: START_LIMIT_MS,
    tooLate: tooManyStarts,
  });
  logger.info({ reportId, workflowId: reportWorkflowId(reportId) }, 'a report was started');
}

function tooManyStarts(): LoopwatchError {
  return new LoopwatchError(
    'UNAVAILABLE',
    `More reports are being asked for than Temporal starts within ${START_LIMIT_MS / 1_000} s`,
    'Ask again in a moment, with the same Idempotency-Key where there was one.',
  );
}
