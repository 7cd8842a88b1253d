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

export interface LoadRequest {
  readonly reportId: string;
  readonly options: ReportOptions;
  readonly requestedMicros: number;
  readonly requestedBy?: string;
}

export interface LoadedReport {
  readonly pins: ReportPins;
  readonly storesKey: string;
  readonly pollsKey: string;
  readonly hoursKey: string | null;
  readonly timezonesKey: string | null;
  readonly storeCount: number;
  /** Of what is known once the polls are loaded; the later stages add theirs. */
  readonly quality: Omit<ReportQuality, 'pollsOutsideHours' | 'storesWithoutTimezone' | 'storesWithoutHours'>;
}

export interface LocalizeRequest {
  readonly reportId: string;
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

export interface RenderRequest {
  readonly reportId: string;
  readonly format: ReportFormat;
  readonly pins: ReportPins;
  readonly quality: ReportQuality;
  readonly extended: boolean;
  readonly fullTable: boolean;
  readonly figuresKey: string;
  readonly heatKey?: string | null;
  readonly intervalsKey: string;
  readonly pollsKey: string;
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
