import type { PartitionRef } from './buckets';
import { type ReportFormat, reportFileName } from './formats';

/** Where a report's intermediate frames are kept while it runs; those of a partition in a folder of its own. */
export function workKey(reportId: string, frame: string, part?: PartitionRef): string {
  return `${part ? partFolder(reportId, part) : workFolder(reportId)}/${frame}.parquet`;
}

export function partHeatKey(reportId: string, part: PartitionRef): string {
  return `${partFolder(reportId, part)}/heat.json`;
}

function partFolder(reportId: string, { partition, partitions }: PartitionRef): string {
  return `${workFolder(reportId)}/${partition}-of-${partitions}`;
}

export function workFolder(reportId: string): string {
  return `${reportFolder(reportId)}/work`;
}

export function reportFolder(reportId: string): string {
  return `reports/${reportId}`;
}

/** Every store's figures, kept with the report's files: the pages read them. */
export function figuresKey(reportId: string): string {
  return `${reportFolder(reportId)}/figures.parquet`;
}

/** The week by the hour, and the counts of what lay behind the report; both as JSON, for the pages. */
export function heatKey(reportId: string): string {
  return `${reportFolder(reportId)}/heat.json`;
}

export function qualityKey(reportId: string): string {
  return `${reportFolder(reportId)}/quality.json`;
}

export function reportFileKey(reportId: string, format: ReportFormat): string {
  return `${reportFolder(reportId)}/${reportFileName(format)}`;
}
