import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import type { Progress, ReportOptions } from '../../contract/report';
import { secondsLeft } from '../../domain/report/time-left';
import type { Catalogue } from '../../storage/catalogue/catalogue';
import type { ReportRecord } from '../../storage/catalogue/report-catalogue';
import { describeReportRun, queryProgress, readOutcome } from './report-run';

/** Of how many completed reports those like the running one are sought. */
const COMPARED = 30;

export interface StatusPorts {
  readonly client: Client;
  readonly catalogue: Catalogue;
  readonly logger: Logger;
  /** UTC microseconds. */
  readonly clock: () => number;
}

/** A report as it stands now. */
export interface ReportStatus extends Omit<ReportRecord, 'options'> {
  /** null: the catalogue does not know the report, only Temporal does. */
  readonly options: ReportOptions | null;
  /** While it runs, where it is; null: no worker says so. */
  readonly progress: Progress | null;
  /** While it runs, how long it will likely still take; null: nothing tells. */
  readonly secondsLeft: number | null;
}

/**
 * How a report stands: by the catalogue once it has finished, by Temporal until then.
 * @returns null where neither knows it.
 * @throws LoopwatchError UNAVAILABLE where Temporal has to be asked and does not answer.
 */
export async function findReport(ports: StatusPorts, reportId: string): Promise<ReportStatus | null> {
  const record = await ports.catalogue.reports.get(reportId);
  if (record) return refreshReport(ports, record);
  // Temporal may still know its run, which would pass for a report whose files are gone.
  if (await ports.catalogue.reports.wasRemoved(reportId)) return null;
  return askTemporal(ports, reportId, null);
}

/** The same for a report whose record is at hand. */
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
    return { ...known, progress, storeCount, pollCount: progress?.pollCount ?? null, secondsLeft: left };
  }
  // A run's last step records its end, so this finds it unless that step never ran.
  const settled = await catalogue.reports.get(reportId);
  if (settled && settled.state !== 'Running') return settledStatus(settled);
  return { ...known, finishedMicros: run.closedMicros, ...(await readOutcome(client, reportId, run)) };
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
    'Temporal no longer knows this run, and its end was never recorded. Ask for the report again.';
  return { ...settledStatus(record), state: 'Failed', message };
}

/** A report's status by its record alone. */
export function settledStatus(record: ReportRecord): ReportStatus {
  return { ...record, progress: null, secondsLeft: null };
}
