import type { Method, ReportPins, StoreFigures } from '../contract/report';
import type { Explanation } from '../domain/explain-types';
import type { ReportSummary } from '../domain/report-summary';
import type { SelectedStores, StoreSelection } from '../domain/store-selection';

/** A report whose figures are kept. */
export interface ReportRef {
  readonly id: string;
  readonly method: Method;
}

export interface ExplainRequest {
  readonly storeId: string;
  readonly pins: ReportPins;
}

export interface StorePage extends SelectedStores {
  /** How many the report has in all. */
  readonly stores: number;
}

/**
 * What the pages and the API read of reports and the log, away from the thread that answers requests.
 * @throws LoopwatchError UNAVAILABLE where too many wait already, STORAGE_DAMAGED where a stored file is missing.
 */
export interface Reading {
  /** Whether a finished report's figures are kept: those made by older versions have none. */
  hasFigures(reportId: string): Promise<boolean>;
  summary(report: ReportRef): Promise<ReportSummary>;
  storePage(report: ReportRef, selection: StoreSelection): Promise<StorePage>;
  /** null: the report has no such store. */
  store(report: ReportRef, storeId: string): Promise<StoreFigures | null>;
  /** How a store's figures come about, by the very inputs that the pins name. @throws LoopwatchError NOT_FOUND */
  explain(request: ExplainRequest): Promise<Explanation>;
  close(): Promise<void>;
}
