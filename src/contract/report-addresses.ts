import { type ReportFormat, reportFileName } from './formats';

/** The path of a report in the API. */
export function reportApiPath(reportId: string): string {
  return `/api/v1/reports/${reportId}`;
}

/** The path of its page. */
export function reportPagePath(reportId: string): string {
  return `/reports/${reportId}`;
}

export function reportFilePath(reportId: string, format: ReportFormat): string {
  return `${reportApiPath(reportId)}/${reportFileName(format)}`;
}
