import type { BucketRange } from '../../contract/buckets';
import type { FileOutcome } from '../../contract/inputs';
import type { SegmentPlace, SegmentRef } from '../../contract/maintenance';
import type { Span } from '../../contract/report';
import type { WriteCommit } from './commit-mark';
import type { NewFileState } from './file-catalogue';

/** One version of the log: its content after a poll file was appended. Totals count from the first version on. */
export interface LogVersion {
  readonly version: number;
  readonly storesKey: string;
  readonly storeCount: number;
  /** The latest poll; null when the log has no poll. */
  readonly newestMicros: number | null;
  readonly pollsTotal: number;
  readonly rowsInTotal: number;
  readonly duplicatesTotal: number;
  readonly disagreementsTotal: number;
  /** Quarantined rows of the poll files, as last read. */
  readonly quarantinedTotal: number;
}

export interface Segment {
  readonly key: string;
  readonly rows: number;
  readonly corrections: number;
  readonly span: Span;
  /** The buckets of its stores. */
  readonly buckets: BucketRange;
  readonly sizeBytes: number;
}

/** A segment and its place in the log. */
export interface StoredSegment extends Segment, SegmentPlace {}

/** The polls to find; an omitted field matches every poll. */
export interface SegmentFilter {
  /** Both ends included. */
  readonly span?: Span | undefined;
  readonly buckets?: BucketRange | undefined;
}

/** What a poll file adds to the log, and the new state of the file. */
export interface LogCommit {
  readonly ingestionId: string;
  /** The base version of this commit. Any other latest version is a STORAGE_CONFLICT. */
  readonly expectedVersion: number;
  readonly committedMicros: number;
  readonly storesKey: string;
  readonly storeCount: number;
  /** None when no poll is new; several when the file was split, each with its own buckets. */
  readonly segments: readonly Segment[];
  readonly file: NewFileState;
  /** The revision of the file's state that this one follows; null: any. Another one is SUPERSEDED. */
  readonly expectedRevision: number | null;
  readonly outcome: FileOutcome;
}

/** Replaces segments by others with the same rows, or removes them from this version on. */
export interface LogCompaction {
  readonly maintenanceId: string;
  readonly committedMicros: number;
  readonly removed: readonly SegmentRef[];
  /** They get the highest precedence of the removed segments. Empty when the polls expire. */
  readonly added: readonly Segment[];
}

/** The latest version of the log that added a poll with a new store and instant. */
export interface LogGrowth {
  readonly version: number;
  readonly committedMicros: number;
}

export interface LogCatalogue {
  /** null when the log is empty. */
  latest(): Promise<LogVersion | null>;
  /** Skips versions that added nothing or only corrections. null when there was never a poll. */
  lastGrowth(): Promise<LogGrowth | null>;
  at(version: number): Promise<LogVersion | null>;
  /** The segments of a version that may hold such polls, by precedence: a later one corrects an earlier one. */
  segments(version: number, filter?: SegmentFilter): Promise<readonly StoredSegment[]>;
  /**
   * Appends in one transaction. @returns the new version.
   * @throws LoopwatchError STORAGE_CONFLICT, also when the ingestion already has an outcome for the file; SUPERSEDED.
   */
  commit(commit: LogCommit, write?: WriteCommit): Promise<number>;
  /**
   * Adds a version with the same polls in other segments; earlier versions keep theirs.
   * @throws LoopwatchError STORAGE_CONFLICT when a removed segment is no longer in the latest version, or when another
   * segment now has a precedence between theirs; STORAGE_DAMAGED when the row counts differ.
   */
  compact(compaction: LogCompaction, write?: WriteCommit): Promise<void>;
}
