import type { ReportFormat } from './formats';
import type { NoticeTarget } from './notices';
import type { RenderedFile, ReportOptions, ReportPins, ReportQuality, ReportState } from './report';

/**
 * Payloads of the steps before and after a report's stages: pin, follow, adopt, settle, notify.
 * Histories hold them: references and counts, never rows.
 */
export interface PinRequest {
  readonly reportId: string;
  readonly options: ReportOptions;
  readonly requestedMicros: number;
  readonly requestedBy?: string;
  /** Set when the report was pinned before and then waited for another report. */
  readonly again?: {
    /** A report that this one must not wait for or copy from any more. */
    readonly passOver: string | null;
    /** The warnings of the first pinning. */
    readonly warnings: readonly string[];
  };
}

/** Compute, wait for a running report with the same content (`follow`), or copy from a completed one (`reuse`). */
export type ReportSharing =
  | { readonly kind: 'compute' }
  | { readonly kind: 'follow' | 'reuse'; readonly reportId: string };

export interface PinnedReport {
  readonly pins: ReportPins;
  readonly partitions: number;
  /** Inputs that were missing, held or rejected at the time of pinning, in words. */
  readonly warnings: readonly string[];
  readonly course: ReportSharing;
}

export interface FollowRequest {
  readonly reportId: string;
  readonly leader: string;
}

export interface Followed {
  /** Whether the leader's run is gone without a recorded end. */
  readonly vanished: boolean;
}

export interface AdoptRequest {
  readonly reportId: string;
  readonly from: string;
  readonly formats: readonly ReportFormat[];
}

/** The copied results, now the report's own. */
export type AdoptedReport = Omit<ReportResult, 'reportId' | 'pins'>;

export interface SettleRequest {
  readonly reportId: string;
  readonly options: ReportOptions;
  readonly requestedMicros: number;
  readonly requestedBy?: string;
  readonly state: Exclude<ReportState, 'Running'>;
  readonly message: string | null;
  readonly pins: ReportPins | null;
  readonly files: readonly RenderedFile[];
  readonly storeCount: number | null;
  readonly pollCount: number | null;
}

/** Asks for the report of one run of a standing report, which the id of the run names. */
export interface StandingRunRequest {
  readonly reportId: string;
}

/** Tells one target about the end of one report. */
export interface NotifyRequest {
  readonly reportId: string;
  readonly target: NoticeTarget;
}

/** The result of the `report` workflow. */
export interface ReportResult {
  readonly reportId: string;
  readonly pins: ReportPins;
  readonly quality: ReportQuality;
  readonly storeCount: number;
  readonly files: readonly RenderedFile[];
  readonly coverage: number | null;
}
