import type { CompactionGroup } from './compaction';

/** Payloads between the `maintain` workflow and its activities. */
export interface MaintenanceRef {
  /** The id of the workflow's first run, as for ingestions. */
  readonly maintenanceId: string;
}

export interface CompactRequest extends MaintenanceRef {
  readonly group: CompactionGroup;
}

export interface Compacted {
  /** false: another maintenance has already merged the group. */
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

/** What the retention policy removed. */
export interface Expired {
  /** Segments of expired polls. */
  readonly segments: number;
  readonly reports: number;
  /** Files of quarantined rows. */
  readonly quarantineFiles: number;
  /** Whether more has expired than one step removes. */
  readonly more: boolean;
}

export interface Swept {
  /** Files without a reference. */
  readonly files: number;
  readonly bytes: number;
  readonly more: boolean;
}

/** The result of one run of the `maintain` workflow: counts, and a message for people. */
export interface MaintenanceSummary {
  readonly segmentsMerged: number;
  readonly segmentsMade: number;
  readonly segmentsExpired: number;
  readonly reportsExpired: number;
  readonly quarantineFilesExpired: number;
  readonly filesRemoved: number;
  readonly bytesFreed: number;
  /** What failed, for people. */
  readonly problems: readonly string[];
  readonly message: string;
}
