import type { ReportFormat } from '../../contract/formats';
import type { Method } from '../../contract/methods';
import type { RenderedFile, ReportOptions, ReportPins, ReportState } from '../../contract/report';
import type { ReportSharing } from '../../contract/report-payloads';

export interface ReportRecord {
  readonly id: string;
  readonly requestedMicros: number;
  /** null: unknown. */
  readonly requestedBy: string | null;
  readonly options: ReportOptions;
  readonly state: ReportState;
  readonly pins: ReportPins | null;
  readonly files: readonly RenderedFile[];
  readonly storeCount: number | null;
  readonly pollCount: number | null;
  /** Why it failed. */
  readonly message: string | null;
  readonly finishedMicros: number | null;
}

/** The last report of a page: the next page holds older ones. */
export interface ReportCursor {
  readonly requestedMicros: number;
  readonly id: string;
}

/** The reports to list; an omitted field matches every report. */
export interface ReportFilter {
  readonly state?: ReportState | undefined;
  readonly method?: Method | undefined;
  readonly requestedBy?: string | undefined;
  /** Omits reports that copied the files of another. */
  readonly computed?: true | undefined;
}

export interface SharingQuestion {
  readonly reportId: string;
  /** Recorded with the report. */
  readonly pins: ReportPins;
  /** Equal for reports whose files have the same content. */
  readonly contentKey: string;
  readonly formats: readonly ReportFormat[];
  /** A report that no longer computes, even if its record says so; null: none. */
  readonly exclude: string | null;
}

export interface ReportCatalogue {
  /** Adds or replaces the record; idempotent. A finished state is never replaced by `Running`. */
  save(report: ReportRecord): Promise<void>;
  get(id: string): Promise<ReportRecord | null>;
  /**
   * Decides for a running report, in one transaction: copy from a completed report with the same content, wait for a
   * running one, or compute, so that others wait for it. @throws LoopwatchError STORAGE_CONFLICT
   */
  chooseSharing(question: SharingQuestion): Promise<ReportSharing>;
  /** Newest first. */
  page(after: ReportCursor | null, limit: number, filter?: ReportFilter): Promise<readonly ReportRecord[]>;
  /** Whether the retention policy removed this report within the last year. */
  wasRemoved(id: string): Promise<boolean>;
  count(filter: ReportFilter): Promise<number>;
  countByState(): Promise<Readonly<Record<ReportState, number>>>;
}
