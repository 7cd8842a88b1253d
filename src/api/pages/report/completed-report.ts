import type { ReportQuality, WeekHeat } from '../../../contract/report';
import type { ReportSummary } from '../../../domain/report/report-summary';
import type { ReportBody } from '../../reports/report-body';
import type { ExplainedStore } from '../../results/explain-report-store';
import type { StoresShown } from './report-stores';

/** What the page of a completed report shows. */
export interface CompletedReport {
  readonly body: ReportBody;
  readonly summary: ReportSummary;
  readonly table: StoresShown;
  readonly heat: WeekHeat | null;
  /** null: an older version made the report. */
  readonly quality: ReportQuality | null;
  /** The weeks of all stores; empty where there are too many. */
  readonly drawn: readonly ExplainedStore[];
}
