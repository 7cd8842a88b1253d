import type { NoticeEvent } from '../contract/notices';
import type { RenderedFile, ReportOptions, ReportPins, ReportQuality, ReportState } from '../contract/report';
import { FORMATS } from '../contract/report';
import { reportApiPath, reportFilePath, reportPagePath } from '../contract/report-addresses';
import type { FleetTotals } from '../domain/report/fleet-totals';

/** An ended report, as those who are told of it see it. */
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
  /** null: it failed, or nobody asked. */
  readonly totals: FleetTotals | null;
  /** null: it failed, is of an older version, or nobody asked. */
  readonly quality: ReportQuality | null;
}

export function eventOf({ state }: Pick<Notice, 'state'>): NoticeEvent {
  return state === 'Completed' ? 'report.completed' : 'report.failed';
}

export interface NoticeLinks {
  readonly self: string;
  readonly page: string;
  readonly csv: string | null;
  readonly json: string | null;
  readonly pdf: string | null;
}

/** Whole addresses: whoever reads them is elsewhere. */
export function linksOf({ reportId, files }: Notice, publicUrl: string): NoticeLinks {
  const [csv = null, json = null, pdf = null] = FORMATS.map((format) =>
    files.some((file) => file.format === format) ? `${publicUrl}${reportFilePath(reportId, format)}` : null,
  );
  return {
    self: `${publicUrl}${reportApiPath(reportId)}`,
    page: `${publicUrl}${reportPagePath(reportId)}`,
    csv,
    json,
    pdf,
  };
}
