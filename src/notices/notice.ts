import { byFormat, type ReportFormat } from '../contract/formats';
import type { NoticeEvent } from '../contract/notices';
import type { RenderedFile, ReportOptions, ReportPins, ReportQuality, ReportState } from '../contract/report';
import { reportApiPath, reportFilePath, reportPagePath } from '../contract/report-addresses';
import type { FleetTotals } from '../domain/report/fleet-totals';

/** An ended report, as its recipients see it. */
export interface Notice {
  readonly reportId: string;
  readonly state: ReportState;
  /** Why it failed. */
  readonly message: string | null;
  readonly options: ReportOptions;
  readonly pins: ReportPins | null;
  readonly files: readonly RenderedFile[];
  readonly storeCount: number | null;
  readonly finishedMicros: number;
  /** null: the report failed, or the recipient needs none. */
  readonly totals: FleetTotals | null;
  /** null: as for totals, or the report is of an older version. */
  readonly quality: ReportQuality | null;
}

export function eventOf({ state }: Pick<Notice, 'state'>): NoticeEvent {
  return state === 'Completed' ? 'report.completed' : 'report.failed';
}

/** `self`, `page` and a link for each format; null: the report was not made as it. */
export interface NoticeLinks extends Readonly<Record<ReportFormat, string | null>> {
  readonly self: string;
  readonly page: string;
}

/** Absolute addresses: recipients read them outside the site. */
export function linksOf({ reportId, files }: Notice, publicUrl: string): NoticeLinks {
  const fileLink = (format: ReportFormat) =>
    files.some((file) => file.format === format) ? `${publicUrl}${reportFilePath(reportId, format)}` : null;
  return {
    self: `${publicUrl}${reportApiPath(reportId)}`,
    page: `${publicUrl}${reportPagePath(reportId)}`,
    ...byFormat(fileLink),
  };
}
