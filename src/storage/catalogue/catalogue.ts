import type { ReportCourse } from '../../contract/activity-payloads';
import type { BucketRange } from '../../contract/buckets';
import type { SegmentPlace, SegmentRef } from '../../contract/compaction';
import type { FileOutcome, IngestSummary, InputKind, ReadMark, VersionedKind } from '../../contract/inputs';
import type { MaintenanceSummary } from '../../contract/maintenance';
import type { NoticeEvent } from '../../contract/notices';
import type {
  Method,
  RenderedFile,
  ReportFormat,
  ReportOptions,
  ReportPins,
  ReportState,
  Span,
} from '../../contract/report';
import type { KeyCatalogue, SessionCatalogue } from './access-catalogue';

/** One version of the log: what it held once a poll file had been appended. Totals count from the first version on. */
export interface LogVersion {
  readonly version: number;
  readonly storesKey: string;
  readonly storeCount: number;
  /** The latest poll; null where there is none. */
  readonly newestMicros: number | null;
  readonly pollsTotal: number;
  readonly rowsInTotal: number;
  readonly duplicatesTotal: number;
  readonly disagreementsTotal: number;
  /** Rows of the poll files, as last read, that could not be used. */
  readonly quarantinedTotal: number;
}

export interface Segment {
  readonly key: string;
  readonly rows: number;
  readonly corrections: number;
  readonly span: Span;
  /** Of the stores whose polls it may hold. */
  readonly buckets: BucketRange;
  readonly sizeBytes: number;
}

/** A segment as a version of the log has it. */
export interface StoredSegment extends Segment, SegmentPlace {}

/** Which polls are asked of the log; what is left out narrows nothing. */
export interface SegmentFilter {
  /** Both ends included. */
  readonly span?: Span | undefined;
  readonly buckets?: BucketRange | undefined;
}

/** A poll file's addition to the log, and what is remembered of the file. */
export interface LogCommit {
  readonly ingestionId: string;
  /** The version this was computed against; another since then is a STORAGE_CONFLICT. */
  readonly expectedVersion: number;
  readonly committedMicros: number;
  readonly storesKey: string;
  readonly storeCount: number;
  /** None where no poll was new; several where the file was split, each with buckets of its own. */
  readonly segments: readonly Segment[];
  readonly file: SourceFileState;
  readonly outcome: FileOutcome;
}

/** Segments that take the place of others, with all their rows, or of which no version from now on has any. */
export interface LogCompaction {
  /** The maintenance that does it. */
  readonly maintenanceId: string;
  readonly committedMicros: number;
  readonly removed: readonly SegmentRef[];
  /** They get the highest word of the removed. None where polls are to be forgotten. */
  readonly added: readonly Segment[];
}

/** A version of hours or timezones; a held one waits for someone to accept it. */
export interface InputVersion {
  readonly kind: VersionedKind;
  readonly version: number;
  readonly key: string;
  readonly rows: number;
  readonly stores: number;
  readonly quarantined: number;
  readonly state: 'used' | 'held';
  /** Why it is held. */
  readonly reason: string | null;
}

export interface VersionCommit {
  readonly ingestionId: string;
  /** The newest version when this was computed; another since then is a STORAGE_CONFLICT. */
  readonly expectedVersion: number;
  readonly committedMicros: number;
  /** null where the content is that of the newest version. */
  readonly next: Omit<InputVersion, 'version'> | null;
  readonly kind: VersionedKind;
  readonly file: SourceFileState;
  readonly outcome: FileOutcome;
}

/** What the last reading of a file left behind. `gone`: its source no longer lists it. */
export interface SourceFileState {
  readonly sourceId: string;
  readonly fileId: string;
  readonly name: string;
  readonly kind: InputKind | null;
  readonly fingerprint: string;
  readonly mark: ReadMark | null;
  /** Its good rows; kept for hours and timezones only. */
  readonly rowsKey: string | null;
  readonly state: 'read' | 'rejected' | 'gone';
  readonly message: string | null;
  readonly quarantined: number;
  readonly updatedMicros: number;
}

/** The version of the log that last brought a poll of a store and an instant that it did not hold before. */
export interface LogGrowth {
  readonly version: number;
  readonly committedMicros: number;
}

export interface LogCatalogue {
  /** null where nothing was ever appended. */
  latest(): Promise<LogVersion | null>;
  /** Versions that brought nothing, or corrections only, do not count. null where no poll ever came in. */
  lastGrowth(): Promise<LogGrowth | null>;
  at(version: number): Promise<LogVersion | null>;
  /** The segments of a version that may hold such polls, in the order of their words: a later one corrects an earlier. */
  segments(version: number, filter?: SegmentFilter): Promise<readonly StoredSegment[]>;
  /**
   * Appends as one transaction. @returns the new version.
   * @throws LoopwatchError STORAGE_CONFLICT, also where the ingestion has an outcome of the file already.
   */
  commit(commit: LogCommit): Promise<number>;
  /**
   * Makes a version of the same polls in other segments; earlier versions keep theirs. @returns the new version.
   * @throws LoopwatchError STORAGE_CONFLICT where one of the removed is no longer in the latest version, or where another
   * segment has come to stand between their words; STORAGE_DAMAGED where the added have other than all their rows.
   */
  compact(compaction: LogCompaction): Promise<number>;
}

export interface InputCatalogue {
  /** The version in use: the newest that is not held. */
  current(kind: VersionedKind): Promise<InputVersion | null>;
  newest(kind: VersionedKind): Promise<InputVersion | null>;
  at(kind: VersionedKind, version: number): Promise<InputVersion | null>;
  /** @throws LoopwatchError STORAGE_CONFLICT */
  commit(commit: VersionCommit): Promise<void>;
  /** Takes a held version into use. @returns it, or null where none is held. */
  accept(kind: VersionedKind): Promise<InputVersion | null>;
}

export interface FileCatalogue {
  all(): Promise<readonly SourceFileState[]>;
  get(sourceId: string, fileId: string): Promise<SourceFileState | null>;
  /** Notes a file that could not be used, or that needs no reading. */
  save(file: SourceFileState, ingestionId: string, outcome: FileOutcome): Promise<void>;
  /** Marks the files of a source that it no longer lists. @throws LoopwatchError STORAGE_CONFLICT */
  markGone(sourceId: string, listedFileIds: readonly string[]): Promise<void>;
}

export interface Ingestion {
  readonly id: string;
  readonly workflowId: string;
  readonly trigger: string;
  readonly state: 'Running' | 'Completed' | 'Failed' | 'Cancelled';
  readonly startedMicros: number;
  readonly finishedMicros: number | null;
  readonly summary: IngestSummary | null;
  readonly message: string | null;
}

/** Where a page of ingestions ended: the next holds what is older. */
export interface IngestionCursor {
  readonly startedMicros: number;
  readonly id: string;
}

/** A file of which an ingestion put rows aside. */
export interface QuarantinedFile {
  readonly ingestion: IngestionCursor;
  readonly quarantineKey: string;
  readonly outcome: FileOutcome;
}

export interface QuarantineQuery {
  /** null: of every ingestion. */
  readonly ingestionId: string | null;
  /** The file to go on after; null: from the start. */
  readonly after: {
    readonly ingestion: IngestionCursor;
    readonly sourceId: string;
    readonly fileId: string;
  } | null;
  readonly limit: number;
}

export interface IngestionCatalogue {
  start(ingestion: Ingestion): Promise<void>;
  finish(ingestion: Ingestion): Promise<void>;
  outcome(ingestionId: string, sourceId: string, fileId: string): Promise<FileOutcome | null>;
  outcomes(ingestionId: string): Promise<readonly FileOutcome[]>;
  get(id: string): Promise<Ingestion | null>;
  /** Newest first. */
  page(after: IngestionCursor | null, limit: number): Promise<readonly Ingestion[]>;
  /** The one that ended last, however it ended. */
  lastFinished(): Promise<Ingestion | null>;
  /** Of the newest ingestion first; within one by source and file. */
  quarantined(query: QuarantineQuery): Promise<readonly QuarantinedFile[]>;
}

export interface ReportRecord {
  readonly id: string;
  readonly requestedMicros: number;
  /** null: nobody noted it. */
  readonly requestedBy: string | null;
  readonly options: ReportOptions;
  readonly state: ReportState;
  readonly pins: ReportPins | null;
  readonly files: readonly RenderedFile[];
  readonly storeCount: number | null;
  readonly pollCount: number | null;
  /** Why it failed. */
  readonly message: string | null;
  readonly finishedMicros: number | null;
}

/** Where a page of reports ended: the next holds what is older. */
export interface ReportCursor {
  readonly requestedMicros: number;
  readonly id: string;
}

/** What a list of reports is narrowed to; what is left out narrows nothing. */
export interface ReportFilter {
  readonly state?: ReportState | undefined;
  readonly method?: Method | undefined;
  readonly requestedBy?: string | undefined;
  /** Leaves those out that took over the files of another. */
  readonly computed?: true | undefined;
}

export interface CourseQuestion {
  readonly reportId: string;
  /** Recorded with the report. */
  readonly pins: ReportPins;
  /** Equal for reports whose files have the same content. */
  readonly pinsKey: string;
  readonly formats: readonly ReportFormat[];
  /** A report that leads no more, whatever it says of itself; null: none. */
  readonly passOver: string | null;
}

export interface ReportCatalogue {
  /** Adds or replaces; said twice it is the same. A finished state is never replaced by `Running`. */
  save(report: ReportRecord): Promise<void>;
  get(id: string): Promise<ReportRecord | null>;
  /**
   * Says for a running report, in one transaction, whether a completed one of the same can be copied, or a running one
   * waited for; else it leads from now on, and others wait for it. @throws LoopwatchError STORAGE_CONFLICT
   */
  chooseCourse(question: CourseQuestion): Promise<ReportCourse>;
  /** Newest first. */
  page(after: ReportCursor | null, limit: number, filter?: ReportFilter): Promise<readonly ReportRecord[]>;
  /** Whether a policy removed the report of this id, within the last year. */
  wasRemoved(id: string): Promise<boolean>;
  /** How many there are. */
  count(filter: ReportFilter): Promise<number>;
  countByState(): Promise<Readonly<Record<ReportState, number>>>;
}

/** An address that is told of every report's end. */
export interface Webhook {
  /** A UUID. */
  readonly id: string;
  readonly url: string;
  readonly events: readonly NoticeEvent[];
  /** `whsec_` and base64: kept readable, since each notice is signed with it. */
  readonly secret: string;
  /** Signs beside the secret until then, so that a receiver may change over in its own time. */
  readonly previous: { readonly secret: string; readonly untilMicros: number } | null;
  readonly createdMicros: number;
  /** null: it is told. */
  readonly disabled: { readonly atMicros: number; readonly reason: string } | null;
}

export interface WebhookCatalogue {
  add(webhook: Webhook): Promise<void>;
  get(id: string): Promise<Webhook | null>;
  /** The oldest first. */
  all(): Promise<readonly Webhook[]>;
  /** Takes the secret in use as the one before. @returns whether there is such a webhook; as the others below. */
  rotate(id: string, secret: string, previousUntilMicros: number): Promise<boolean>;
  /** Disabled already, the first reason stays. */
  disable(id: string, atMicros: number, reason: string): Promise<boolean>;
  remove(id: string): Promise<boolean>;
}

/** The files of the store that something refers to; of one day, so that who reads them just now is not disturbed. */
export interface FileReferences {
  /** Of the log, the inputs and the rows put aside. */
  readonly keys: ReadonlySet<string>;
  readonly reports: ReadonlyMap<string, ReportState>;
  readonly runningIngestions: ReadonlySet<string>;
}

/** A maintenance that has ended. */
export interface MaintenanceRecord {
  readonly id: string;
  readonly trigger: string;
  readonly finishedMicros: number;
  readonly summary: MaintenanceSummary;
}

/** What lets go of what is past its time. A report that is kept, or that runs, holds on to the versions it is made of. */
export interface RetentionCatalogue {
  /** Drops the records of segments that left the log before the instant and that no report holds on to. */
  forgetSegments(leftBeforeMicros: number): Promise<number>;
  /** Drops the records of reports that ended before the instant, some of them. @returns their ids. */
  forgetReports(forget: {
    readonly endedBeforeMicros: number;
    readonly limit: number;
    readonly nowMicros: number;
  }): Promise<readonly string[]>;
  /** Unties the rows put aside from ingestions that ended before the instant, of some files. @returns their keys. */
  forgetQuarantine(endedBeforeMicros: number, limit: number): Promise<readonly string[]>;
  /** @param leftBeforeMicros what a later version took the place of before then counts no longer, unless a report holds it. */
  references(leftBeforeMicros: number): Promise<FileReferences>;
  /** Notes how a maintenance ended; said twice it is the same. */
  record(maintenance: MaintenanceRecord): Promise<void>;
  /** The one that ended last. */
  last(): Promise<MaintenanceRecord | null>;
}

/** The small facts beside the blobs; every method is one transaction. */
export interface Catalogue {
  readonly location: string;
  readonly log: LogCatalogue;
  readonly inputs: InputCatalogue;
  readonly files: FileCatalogue;
  readonly ingestions: IngestionCatalogue;
  readonly reports: ReportCatalogue;
  readonly keys: KeyCatalogue;
  readonly sessions: SessionCatalogue;
  readonly webhooks: WebhookCatalogue;
  readonly retention: RetentionCatalogue;
  close(): Promise<void>;
}
