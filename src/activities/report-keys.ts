import type { ReportFormat } from '../contract/report';

/** Where a report's intermediate frames are kept while it runs. */
export function workKey(reportId: string, frame: string): string {
  return `${workFolder(reportId)}/${frame}.parquet`;
}

export function workFolder(reportId: string): string {
  return `${reportFolder(reportId)}/work`;
}

export function reportFolder(reportId: string): string {
  return `reports/${reportId}`;
}

export function reportFileKey(reportId: string, format: ReportFormat): string {
  return `${reportFolder(reportId)}/report.${format}`;
}
