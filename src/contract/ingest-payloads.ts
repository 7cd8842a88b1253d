import type { PassedOver } from './input-states';
import type { FetchedFile, InputKind, SourceFile, ValidatedFile } from './inputs';

/** Payloads between the `ingest` workflow and its activities. Histories hold them: references and counts, never rows. */
export interface IngestionRef {
  /** The id of the workflow's first run: it stays the same when the workflow continues as new. */
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
  /** New or changed files in the order of ingestion; at most one batch. */
  readonly changed: readonly SourceFile[];
  /** Whether changed files are left for the next batch. */
  readonly more: boolean;
  /** Omitted in histories of older versions. */
  readonly passedOver?: PassedOver;
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
  /** Whether `makeVersions` comes at the end of the ingestion; not in histories of older versions. */
  readonly versionsAtEnd?: boolean;
}

export interface MakeVersionsRequest {
  readonly ingestion: IngestionRef;
  /** Files that the sources have and that are not read; omitted where there are none. */
  readonly passedOver?: PassedOver;
}

/** What people should know of the versions that an ingestion made. */
export interface MadeVersions {
  /** Removed files, conflicts and kept stores, and why a version is held back where no outcome says it. */
  readonly notices: readonly string[];
}

export interface RejectRequest {
  readonly ingestion: IngestionRef;
  readonly file: SourceFile;
  readonly message: string;
  /** The kind of input that its header shows; omitted where it shows none, and in histories of older versions. */
  readonly kind?: InputKind;
  /** Whether the next ingestion reads the unchanged file again: the source may have been at fault. */
  readonly tryAgain: boolean;
}

export interface EndIngestionRequest {
  readonly ingestion: IngestionRef;
  readonly state: 'Completed' | 'Failed' | 'Cancelled';
  readonly filesListed: number;
  readonly problems: readonly string[];
  /** About the versions of hours and timezones; not in histories of older versions. */
  readonly notices?: readonly string[];
  /** Omitted in histories of older versions. */
  readonly passedOver?: PassedOver;
}
