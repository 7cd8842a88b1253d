import { setTimeout as pause } from 'node:timers/promises';
import type { ReportRecord } from '../../storage/catalogue/report-catalogue';
import {
  findReport,
  type ReportStatus,
  refreshReport,
  type StatusPorts,
  settledStatus,
} from './report-status';

/** How old Temporal's word on a running report may be, and how often a watched one is looked at. */
const LOOK_MILLIS = 300;

/** How reports stand, for any number of askers: they share one look at Temporal for each report. */
export class ReportWatch {
  readonly #recent = new Map<string, Promise<ReportStatus | null>>();
  readonly #next = new Map<string, Promise<ReportStatus | null>>();

  /** What has ended stays so; those who ask in a row need no further look. */
  readonly #settled = new Map<string, ReportStatus>();

  constructor(private readonly ports: StatusPorts) {}

  /**
   * How a report stands: of a running one as of a moment ago, of a finished one as recorded.
   * @returns null where it is unknown. @throws LoopwatchError UNAVAILABLE
   */
  async find(reportId: string): Promise<ReportStatus | null> {
    const settled = this.#settled.get(reportId);
    if (settled) return settled;
    const record = await this.ports.catalogue.reports.get(reportId);
    return record && record.state !== 'Running' ? this.#keep(record) : this.#look(reportId, record);
  }

  /** How a report stands now, whenever it was looked at, until it has ended, is unknown, or the signal says stop. */
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

  /** All who follow a report wait for the same look; the last to leave ends the looking. */
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
