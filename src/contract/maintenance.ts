import type { CompactionGroup } from './compaction';

/** What passes between the `maintain` workflow and its activities. */
export interface MaintenanceRef {
  /** The first run's id of the workflow, as of an ingestion. */
  readonly maintenanceId: string;
}

export interface CompactRequest extends MaintenanceRef {
  readonly group: CompactionGroup;
}

export interface Compacted {
  /** false: others were quicker, and the group is no more. */
  readonly merged: boolean;
  readonly segmentsBefore: number;
  readonly segmentsAfter: number;
  readonly bytesBefore: number;
  readonly bytesAfter: number;
}

export interface RecordMaintenanceRequest extends MaintenanceRef {
  readonly trigger: string;
  readonly summary: MaintenanceSummary;
}

/** What was past its time. */
export interface Expired {
  /** Segments of polls that the log no longer has. */
  readonly segments: number;
  readonly reports: number;
  /** Files of rows put aside. */
  readonly quarantineFiles: number;
  /** Whether more is past its time than one step takes. */
  readonly more: boolean;
}

export interface Swept {
  /** Files that nothing referred to any more. */
  readonly files: number;
  readonly bytes: number;
  readonly more: boolean;
}

/** The answer of one run of the `maintain` workflow: counts, and the same in words. */
export interface MaintenanceSummary {
  readonly segmentsMerged: number;
  readonly segmentsMade: number;
  readonly segmentsExpired: number;
  readonly reportsExpired: number;
  readonly quarantineFilesExpired: number;
  readonly filesRemoved: number;
  readonly bytesFreed: number;
  /** What could not be done, in words. */
  readonly problems: readonly string[];
  readonly message: string;
}
