import type { ReportResult } from '../../contract/report-payloads';

/** What `render` writes the files from. */
export type Computed = Omit<ReportResult, 'reportId' | 'files'> & {
  readonly figuresKey: string;
  readonly heatKey: string | null;
  /** null: too many stores to draw their weeks. */
  readonly intervalsKey: string | null;
  readonly pollsKey: string | null;
};
