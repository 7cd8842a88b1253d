import type { PartitionRef } from './buckets';
import { type ReportFormat, reportFileName } from './formats';

/** The key of an intermediate frame of a running report; each partition has its own folder. */
export function workKey(reportId: string, frame: string, partition?: PartitionRef): string {
  return `${partition ? partitionFolder(reportId, partition) : workFolder(reportId)}/${frame}.parquet`;
}

export function partitionHeatKey(reportId: string, partition: PartitionRef): string {
  return `${partitionFolder(reportId, partition)}/heat.json`;
}

function partitionFolder(reportId: string, { partition, partitions }: PartitionRef): string {
  return `${workFolder(reportId)}/${partition}-of-${partitions}`;
}

export function workFolder(reportId: string): string {
  return `${reportFolder(reportId)}/work`;
}

export function reportFolder(reportId: string): string {
  return `reports/${reportId}`;
}

/** Every store's figures, stored with the report's files for the pages. */
export function figuresKey(reportId: string): string {
  return `${reportFolder(reportId)}/figures.parquet`;
}

/** The week by hour and the quality counts, both as JSON for the pages. */
export function heatKey(reportId: string): string {
  return `${reportFolder(reportId)}/heat.json`;
}

export function qualityKey(reportId: string): string {
  return `${reportFolder(reportId)}/quality.json`;
}

export function reportFileKey(reportId: string, format: ReportFormat): string {
  return `${reportFolder(reportId)}/${reportFileName(format)}`;
}
