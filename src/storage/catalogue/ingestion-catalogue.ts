import type { FileOutcome, IngestSummary } from '../../contract/inputs';

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

/** The last ingestion of a page: the next page holds older ones. */
export interface IngestionCursor {
  readonly startedMicros: number;
  readonly id: string;
}

/** A file with rows that an ingestion quarantined. */
export interface QuarantinedFile {
  readonly ingestion: IngestionCursor;
  readonly quarantineKey: string;
  readonly outcome: FileOutcome;
}

export interface QuarantineQuery {
  /** null: every ingestion. */
  readonly ingestionId: string | null;
  /** The last file of the page before; null: start at the first file. */
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
  /** Adds an ingestion that has ended, with the outcomes of its files. */
  restore(ingestion: Ingestion): Promise<void>;
  outcome(ingestionId: string, sourceId: string, fileId: string): Promise<FileOutcome | null>;
  outcomes(ingestionId: string): Promise<readonly FileOutcome[]>;
  get(id: string): Promise<Ingestion | null>;
  /** Newest first. */
  page(after: IngestionCursor | null, limit: number): Promise<readonly Ingestion[]>;
  /** The one that ended last, in any state. */
  lastFinished(): Promise<Ingestion | null>;
  /** Newest ingestion first; within an ingestion by source and file. */
  quarantined(query: QuarantineQuery): Promise<readonly QuarantinedFile[]>;
}
