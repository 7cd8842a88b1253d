import type { BucketRange } from './buckets';
import type { Span } from './report';

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
  /** Ingested files; missing in histories of earlier releases. */
  readonly deliveries?: number;
  /** Whether more has expired than one step removes. */
  readonly more: boolean;
}

export interface SweepRequest {
  /** Whether a person has confirmed that more than a tenth of the segments may go. */
  readonly isConfirmed?: boolean;
}

export interface Swept {
  /** Files without a reference. */
  readonly files: number;
  readonly bytes: number;
  readonly more: boolean;
}

/** What a verification of the stored files found. */
export interface Verification {
  /** How many nights read all files: each night reads another part. */
  readonly nights: number;
  readonly files: number;
  readonly bytes: number;
  readonly commits: number;
  /** Files of a release that kept no hash. */
  readonly unhashed: number;
  /** Files of the log and of the inputs that nothing needs any more: the maintenance removes them once they are a day old. */
  readonly orphans: number;
  /** Keys of damaged files that were made again: the first ones, and how many. */
  readonly remade: readonly string[];
  readonly remadeCount: number;
  /** What is damaged and could not be made again, in words: the first ones, and how many. */
  readonly damages: readonly string[];
  readonly damageCount: number;
}

/** The result of one run of the `maintain` workflow: counts, and a message for people. */
export interface MaintenanceSummary {
  readonly segmentsMerged: number;
  readonly segmentsMade: number;
  readonly segmentsExpired: number;
  readonly reportsExpired: number;
  readonly quarantineFilesExpired: number;
  /** Missing in maintenances of earlier releases. */
  readonly deliveriesExpired?: number | undefined;
  readonly filesRemoved: number;
  readonly bytesFreed: number;
  /** Missing in maintenances of earlier releases, and where it failed. */
  readonly verification?: Verification | undefined;
  /** What failed, for people. */
  readonly problems: readonly string[];
  readonly message: string;
}

/** Identifies a segment of the log. Its key does not: the same content may be in the log more than once. */
export interface SegmentRef {
  readonly addedVersion: number;
  /** Its number among the segments that this version added. */
  readonly part: number;
}

/** The place of a segment: it decides which segments can be merged. */
export interface SegmentPlace extends SegmentRef {
  /** Of segments that hold the same poll, the one with the highest precedence counts. */
  readonly precedence: number;
  readonly span: Span;
  readonly buckets: BucketRange;
}

/** Segments to merge, by precedence; a single segment is only split by day. */
export interface CompactionGroup {
  /** The day of their newest poll, such as `2023-01-22`. */
  readonly day: string;
  readonly segments: readonly SegmentRef[];
}

export interface CompactionPlan {
  readonly groups: readonly CompactionGroup[];
  /** Whether the plan is full and more can be merged. */
  readonly more: boolean;
}

/** Retention periods in days; null: forever. */
export interface RetentionPolicy {
  /** Polls, counted back from the newest poll, so that a log without new polls keeps its content. */
  readonly pollsDays: number | null;
  /** Reports, from their end. */
  readonly reportsDays: number | null;
  /** Quarantined rows, from the end of their ingestion. */
  readonly quarantineDays: number | null;
  /** Delivered files, from their ingestion; 0: none is kept. */
  readonly deliveriesDays: number | null;
}

export const KEEP_ALL: RetentionPolicy = {
  pollsDays: null,
  reportsDays: null,
  quarantineDays: null,
  deliveriesDays: null,
};
