import type { Method } from '../contract/methods';
import type { ReportPins, Span, StoreFigures } from '../contract/report';
import type { VersionedKind } from '../contract/versioned-inputs';
import type { StoreTimeline } from '../domain/explain/explain-timeline';
import type { Explanation } from '../domain/explain/explain-types';
import type { ChangeSelection } from '../domain/report/compare-stores';
import type { ReportSummary } from '../domain/report/report-summary';
import type { SelectedStores, StoreSelection } from '../domain/report/store-selection';
import type { FoundIds } from '../domain/text/find-ids';
import type { KeptStore } from '../frames/log/kept-stores';
import type { AcceptedLosses, LossesToAccept } from './accept-losses';
import type { ReportComparison } from './compare-figures';

/** A report with a figures file. */
export interface ReportRef {
  readonly id: string;
  readonly method: Method;
}

export interface ExplainRequest {
  readonly storeId: string;
  readonly pins: ReportPins;
}

export interface StorePage extends SelectedStores {
  /** How many stores the report has. */
  readonly stores: number;
}

export interface TimelineRequest {
  readonly storeId: string;
  readonly holdSeconds: number;
  /** null: the week up to `toMicros`. */
  readonly fromMicros: number | null;
  /** null: the latest poll. */
  readonly toMicros: number | null;
}

/** A store's timeline and the log version that it comes from. */
export interface TimelineOfLog extends StoreTimeline {
  readonly span: Span;
  readonly logVersion: number;
}

export interface KeptStores {
  readonly version: number;
  readonly stores: readonly KeptStore[];
}

/**
 * What the pages and the API read of reports and the log. Other threads than the one that answers requests read it.
 * @throws LoopwatchError UNAVAILABLE where too many requests wait, STORAGE_DAMAGED where a stored file is missing.
 */
export interface Queries {
  /** Whether a finished report has a figures file: reports of older versions have none. */
  hasFigures(reportId: string): Promise<boolean>;
  summary(report: ReportRef): Promise<ReportSummary>;
  storePage(report: ReportRef, selection: StoreSelection): Promise<StorePage>;
  /** null: the report has no such store. */
  store(report: ReportRef, storeId: string): Promise<StoreFigures | null>;
  /** Explains a store's figures from the pinned inputs. @throws LoopwatchError NOT_FOUND */
  explain(request: ExplainRequest): Promise<Explanation>;
  /** Compares two reports of the same method, store by store. */
  compare(report: ReportRef, other: ReportRef, selection: ChangeSelection): Promise<ReportComparison>;
  /** Store ids of the latest log that contain the text; those that begin with it come first. */
  findStores(search: string, limit: number): Promise<FoundIds>;
  /**
   * One store's timeline from the latest log, by method `interpolate`.
   * @throws LoopwatchError NO_DATA where the log is empty, NOT_FOUND, INVALID_INPUT where the span is empty or too long.
   */
  timeline(request: TimelineRequest): Promise<TimelineOfLog>;
  /** The stores that keep hours or zones of an earlier version; the version is the one in use, 0 without one. */
  keptStores(kind: VersionedKind): Promise<KeptStores>;
  /**
   * Accepts that stores have lost their hours or zones: this makes a version.
   * @throws LoopwatchError NOT_READY, NOT_FOUND, INVALID_INPUT, STORAGE_CONFLICT
   */
  acceptLosses(request: LossesToAccept): Promise<AcceptedLosses>;
  close(): Promise<void>;
}
