import type { ReportOptions } from '../../contract/report';

/** A report as it was asked for. It is kept before its run starts: a run that nobody asked for makes no report. */
export interface AskedReport {
  readonly reportId: string;
  readonly askedMicros: number;
  /** As in `ReportRecord`. */
  readonly requestedBy: string | null;
  readonly options: ReportOptions;
  /** Who may get its mails; null: an earlier release asked, and kept no addresses. */
  readonly emails: readonly string[] | null;
}

export interface AskedReportCatalogue {
  /** @returns what is kept: of two with one id, the first. */
  add(asked: AskedReport): Promise<AskedReport>;
  get(reportId: string): Promise<AskedReport | null>;
}
