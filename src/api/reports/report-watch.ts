import { setTimeout as pause } from 'node:timers/promises';
import type { ReportRecord } from '../../storage/catalogue/report-catalogue';
import {
  findReport,
  type ReportStatus,
  refreshReport,
  type StatusPorts,
  settledStatus,
} from './report-status';

/** The status of a running report is at most this old. A followed report is read this often. */
const LOOK_MILLIS = 300;

/** The status of reports for any number of callers, who share one call to Temporal per report. */
export class ReportWatch {
  readonly #recent = new Map<string, Promise<ReportStatus | null>>();
  readonly #next = new Map<string, Promise<ReportStatus | null>>();

  /** An ended report stays as it is, so repeated calls need no further read. */
  readonly #settled = new Map<string, ReportStatus>();

  constructor(private readonly ports: StatusPorts) {}

  /**
   * Finds the status of a report: of a running one as of a moment ago, of a finished one as recorded.
   * @returns null where it is unknown @throws LoopwatchError UNAVAILABLE
   */
  async find(reportId: string): Promise<ReportStatus | null> {
    const settled = this.#settled.get(reportId);
    if (settled) return settled;
    const record = await this.ports.catalogue.reports.get(reportId);
    return record && record.state !== 'Running' ? this.#keep(record) : this.#look(reportId, record);
  }

  /** Yields the status after each read, until the report has ended, is unknown, or the signal aborts. */
  async *follow(reportId: string, signal: AbortSignal): AsyncGenerator<ReportStatus> {
    for (let status = await this.find(reportId); status; status = await this.#lookLater(reportId)) {
      if (signal.aborted) return;
      yield status;
      if (status.state !== 'Running') return;
    }
  }

  #keep(record: ReportRecord): ReportStatus {
    const status = settledStatus(record);
    this.#settled.set(record.id, status);
    setTimeout(() => this.#settled.delete(record.id), LOOK_MILLIS).unref();
    return status;
  }

  #look(reportId: string, record: ReportRecord | null): Promise<ReportStatus | null> {
    const recent = this.#recent.get(reportId);
    if (recent) return recent;
    const look = record ? refreshReport(this.ports, record) : findReport(this.ports, reportId);
    this.#recent.set(reportId, look);
    const forget = () => this.#recent.delete(reportId);
    look.then((status) => (status ? setTimeout(forget, LOOK_MILLIS).unref() : forget()), forget);
    return look;
  }

  /** All followers of a report wait for the same read. Reads stop when the last follower leaves. */
  #lookLater(reportId: string): Promise<ReportStatus | null> {
    const awaited = this.#next.get(reportId);
    if (awaited) return awaited;
    const next = pause(LOOK_MILLIS)
      .then(() => this.find(reportId))
      .finally(() => this.#next.delete(reportId));
    this.#next.set(reportId, next);
    return next;
  }
}
