import { type ReportFormat, reportFileName } from './formats';

/** Where a report is found, from the service's root on. */
export function reportApiPath(reportId: string): string {
  return `/api/v1/reports/${reportId}`;
}

/** For people. */
export function reportPagePath(reportId: string): string {
  return `/reports/${reportId}`;
}

export function reportFilePath(reportId: string, format: ReportFormat): string {
  return `${reportApiPath(reportId)}/${reportFileName(format)}`;
}
