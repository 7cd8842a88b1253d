import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import { describeError, LoopwatchError } from '../../contract/errors';
import type { Progress, ReportOptions } from '../../contract/report';
import { secondsLeft } from '../../domain/report/time-left';
import type { Catalogue } from '../../storage/catalogue/catalogue';
import type { ReportRecord } from '../../storage/catalogue/report-catalogue';
import { callTemporal } from '../../temporal/call-temporal';
import { requireWorker } from '../../temporal/worker-polling';
import { describeReportRun, queryProgress, readOutcome } from './report-run';

/** Similar reports are searched among this many completed reports. */
const COMPARED = 30;

export interface StatusPorts {
  readonly client: Client;
  readonly catalogue: Catalogue;
  readonly logger: Logger;
  /** UTC microseconds. */
  readonly clock: () => number;
  /** As in `ApiPorts`. */
  readonly lostWorkers?: ReadonlySet<string>;
}

/** The current status of a report. */
export interface ReportStatus extends Omit<ReportRecord, 'options'> {
  /** null: only Temporal knows the report, not the catalogue. */
  readonly options: ReportOptions | null;
  /** The progress of a running report; null: no worker answers. */
  readonly progress: Progress | null;
  /** The likely time left of a running report; null: not known. */
  readonly secondsLeft: number | null;
  /** Of a running report whose progress is not known: that no worker runs, and what to do. */
  readonly waiting?: string | null;
}

/**
 * Finds the status of a report: in the catalogue once it has finished, in Temporal until then.
 * @returns null where neither knows the report
 * @throws LoopwatchError UNAVAILABLE where Temporal is needed and does not answer
 */
export async function findReport(ports: StatusPorts, reportId: string): Promise<ReportStatus | null> {
  const record = await ports.catalogue.reports.get(reportId);
  if (record) return refreshReport(ports, record);
  // Temporal may still know the run of a removed report, whose files are gone.
  if (await ports.catalogue.reports.wasRemoved(reportId)) return null;
  return askTemporal(ports, reportId, null);
}

/** The same for a report whose record is already loaded. */
export async function refreshReport(ports: StatusPorts, record: ReportRecord): Promise<ReportStatus> {
  if (record.state !== 'Running') return settledStatus(record);
  return (await askTemporal(ports, record.id, record)) ?? forgotten(record);
}

async function askTemporal(
  ports: StatusPorts,
  reportId: string,
  record: ReportRecord | null,
): Promise<ReportStatus | null> {
  const { client, catalogue, logger, clock } = ports;
  const run = await describeReportRun(client, reportId);
  if (!run) return null;
  const known = { ...(record ?? blank(reportId, run.startedMicros)), progress: null, secondsLeft: null };
  if (run.isOpen) {
    const progress = await queryProgress(client, reportId, logger);
    const storeCount = progress?.storeCount ?? null;
    const left =
      record &&
      secondsLeft(
        { ...record, storeCount },
        await catalogue.reports.page(null, COMPARED, { state: 'Completed', computed: true }),
        clock(),
      );
    const waiting = progress === null ? await whyWaiting(ports) : null;
    const pollCount = progress?.pollCount ?? null;
    return { ...known, progress, storeCount, pollCount, secondsLeft: left, waiting };
  }
  // The last step of a run records its end, so this finds it unless that step never ran.
  const settled = await catalogue.reports.get(reportId);
  if (settled && settled.state !== 'Running') return settledStatus(settled);
  return { ...known, finishedMicros: run.closedMicros, ...(await readOutcome(client, reportId, run)) };
}

/** null: a worker runs, so the report will go on. */
async function whyWaiting({ client, clock, lostWorkers: lost }: StatusPorts): Promise<string | null> {
  const { namespace } = client.options;
  try {
    await callTemporal(client, () => requireWorker(client, { namespace, nowMicros: clock(), lost }));
    return null;
  } catch (error) {
    return error instanceof LoopwatchError && error.message.startsWith('No worker')
      ? describeError(error)
      : null;
  }
}

function blank(id: string, requestedMicros: number): Omit<ReportStatus, 'progress' | 'secondsLeft'> {
  return {
    id,
    requestedMicros,
    requestedBy: null,
    options: null,
    state: 'Running',
    pins: null,
    files: [],
    storeCount: null,
    pollCount: null,
    message: null,
    finishedMicros: null,
  };
}

function forgotten(record: ReportRecord): ReportStatus {
  const message =
    'Temporal no longer knows this run, and its end was never recorded. Request the report again.';
  return { ...settledStatus(record), state: 'Failed', message };
}

/** The status of a report according to its record alone. */
export function settledStatus(record: ReportRecord): ReportStatus {
  return { ...record, progress: null, secondsLeft: null };
}
