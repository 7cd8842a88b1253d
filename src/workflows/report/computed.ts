import type { ReportResult } from '../../contract/report-payloads';

/** What the files are written from. */
export type Computed = Omit<ReportResult, 'reportId' | 'files'> & {
  readonly figuresKey: string;
  readonly heatKey: string | null;
  /** null: there are too many stores to draw their weeks. */
  readonly intervalsKey: string | null;
  readonly pollsKey: string | null;
};
