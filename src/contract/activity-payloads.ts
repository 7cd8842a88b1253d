import type { PartRef } from './buckets';
import type { FetchedFile, SourceFile, ValidatedFile } from './inputs';
import type { NoticeTarget } from './notices';
import type {
  RenderedFile,
  ReportFormat,
  ReportOptions,
  ReportPins,
  ReportQuality,
  ReportState,
} from './report';

/** What passes between workflows and activities, and so stands in histories: references and counts, never rows. */
export interface IngestionRef {
  /** The first run's id of the workflow: one for the whole ingestion, however often it continues as new. */
  readonly ingestionId: string;
  readonly workflowId: string;
  readonly trigger: string;
}

export interface ListRequest {
  readonly ingestion: IngestionRef;
  readonly sourceId: string;
}

export interface ListedFiles {
  readonly listed: number;
  /** New or changed, in the order in which they are to be taken in; at most a batch. */
  readonly changed: readonly SourceFile[];
  /** Whether changed files were left for the next batch. */
  readonly more: boolean;
}

export interface FetchRequest {
  readonly ingestion: IngestionRef;
  readonly file: SourceFile;
}

export interface ValidateRequest {
  readonly ingestion: IngestionRef;
  readonly fetched: FetchedFile;
}

export interface AppendRequest {
  readonly ingestion: IngestionRef;
  readonly validated: ValidatedFile;
}

export interface RejectRequest {
  readonly ingestion: IngestionRef;
  readonly file: SourceFile;
  readonly message: string;
  /** Whether the next ingestion reads it again though it has not changed: the fault may have been the source's. */
  readonly tryAgain: boolean;
}

export interface EndIngestionRequest {
  readonly ingestion: IngestionRef;
  readonly state: 'Completed' | 'Failed' | 'Cancelled';
  readonly filesListed: number;
  readonly problems: readonly string[];
}

export interface PinRequest {
  readonly reportId: string;
  readonly options: ReportOptions;
  readonly requestedMicros: number;
  readonly requestedBy?: string;
  /** Where it was pinned before, and a report of the same was waited for. */
  readonly again?: {
    /** One that is neither to be waited for nor copied from any more. */
    readonly passOver: string | null;
    /** Those of the first time. */
    readonly warnings: readonly string[];
  };
}

/** By itself; or by waiting for a report of the same that runs, or copying from one that has completed. */
export type ReportCourse =
  | { readonly kind: 'compute' }
  | { readonly kind: 'follow' | 'reuse'; readonly reportId: string };

export interface FollowRequest {
  readonly reportId: string;
  readonly leader: string;
}

export interface Followed {
  /** Whether its run is gone, though nobody recorded its end. */
  readonly vanished: boolean;
}

export interface AdoptRequest {
  readonly reportId: string;
  readonly from: string;
  readonly formats: readonly ReportFormat[];
}

export interface PinnedReport {
  readonly pins: ReportPins;
  readonly partitions: number;
  /** Of inputs that are missing, held back or rejected, in words: as they were when the inputs were pinned. */
  readonly warnings: readonly string[];
  readonly course: ReportCourse;
}

/** What a partition of a pinned report is made of stands in the catalogue. */
export interface LoadRequest {
  readonly reportId: string;
  readonly part: PartRef;
}

/** Of workflows of before 0.3, which had no step that pins. */
export type UnpinnedLoadRequest = Omit<PinRequest, 'again'>;

export interface LoadedReport {
  readonly pins: ReportPins;
  readonly storesKey: string;
  readonly pollsKey: string;
  readonly hoursKey: string | null;
  readonly timezonesKey: string | null;
  readonly storeCount: number;
  /** Of all stores' polls that were read; not in histories of older versions. */
  readonly newestOfAllMicros?: number | null;
  /** Of what is known once the polls are loaded; the later stages add theirs. */
  readonly quality: Omit<ReportQuality, 'pollsOutsideHours' | 'storesWithoutTimezone' | 'storesWithoutHours'>;
}

export interface LocalizeRequest {
  readonly reportId: string;
  /** Here and below: not in histories of older versions. */
  readonly part?: PartRef;
  readonly loaded: Pick<LoadedReport, 'pins' | 'storesKey' | 'hoursKey' | 'timezonesKey'>;
}

export interface LocalizedReport {
  readonly intervalsKey: string;
  readonly zonesKey: string;
  readonly intervalCount: number;
  readonly storesWithoutTimezone: number;
  readonly storesWithoutHours: number;
}

export interface FilterRequest {
  readonly reportId: string;
  readonly part?: PartRef;
  readonly pollsKey: string;
  readonly intervalsKey: string;
}

export interface FilteredReport {
  readonly keptKey: string;
  readonly kept: number;
  readonly outside: number;
}

export interface AggregateRequest {
  readonly reportId: string;
  readonly part?: PartRef;
  readonly pins: ReportPins;
  readonly storesKey: string;
  readonly zonesKey: string;
  readonly intervalsKey: string;
  readonly keptKey: string;
  /** Not in histories of older versions. */
  readonly quality?: ReportQuality;
}

export interface AggregatedReport {
  readonly figuresKey: string;
  /** null for `count`; not in histories of older versions. */
  readonly heatKey?: string | null;
  /** Over all stores' weeks; null where there is no business time, and for `count`. */
  readonly coverage: number | null;
}

/** Counts of some partitions of a report, together. */
export interface PartSums {
  readonly storeCount: number;
  readonly polls: number;
  readonly pollsOutsideHours: number;
  readonly newestPollMicros: number | null;
  readonly newestOfAllMicros: number | null;
  readonly storesWithoutTimezone: number;
  readonly storesWithoutHours: number;
  readonly storesSilent: number;
}

export interface MergeRequest {
  readonly reportId: string;
  readonly partitions: number;
  readonly sums: PartSums;
  /** Those of PinnedReport. */
  readonly warnings: readonly string[];
}

export interface MergedReport extends AggregatedReport {
  readonly quality: ReportQuality;
}

export interface RenderRequest {
  readonly reportId: string;
  readonly format: ReportFormat;
  readonly pins: ReportPins;
  readonly quality: ReportQuality;
  readonly extended: boolean;
  readonly fullTable: boolean;
  readonly figuresKey: string;
  readonly heatKey?: string | null;
  /** null where there are too many stores to draw their weeks. */
  readonly intervalsKey: string | null;
  readonly pollsKey: string | null;
  /** Not in histories of older versions. */
  readonly storeCount?: number;
}

export interface SettleRequest {
  readonly reportId: string;
  readonly options: ReportOptions;
  readonly requestedMicros: number;
  readonly requestedBy?: string;
  readonly state: Exclude<ReportState, 'Running'>;
  readonly message: string | null;
  readonly pins: ReportPins | null;
  readonly files: readonly RenderedFile[];
  readonly storeCount: number | null;
  readonly pollCount: number | null;
}

/** One report's end, told to one target. */
export interface NotifyRequest {
  readonly reportId: string;
  readonly target: NoticeTarget;
}

/** What the `report` workflow returns. */
export interface ReportResult {
  readonly reportId: string;
  readonly pins: ReportPins;
  readonly quality: ReportQuality;
  readonly storeCount: number;
  readonly files: readonly RenderedFile[];
  readonly coverage: number | null;
}

/** What `adopt` has copied, as the report's own. */
export type AdoptedReport = Omit<ReportResult, 'reportId' | 'pins'>;
