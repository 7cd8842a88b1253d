import type { KeyCatalogue, SessionCatalogue } from './access-catalogue';
import type { AskedReportCatalogue } from './asked-report-catalogue';
import type { CommitCatalogue } from './commit-catalogue';
import type { FileCatalogue } from './file-catalogue';
import type { IngestionCatalogue } from './ingestion-catalogue';
import type { InputCatalogue } from './input-catalogue';
import type { LogCatalogue } from './log-catalogue';
import type { ReportCatalogue } from './report-catalogue';
import type { RetentionCatalogue } from './retention-catalogue';
import type { SourceCatalogue } from './source-catalogue';
import type { StandingCatalogue } from './standing-catalogue';
import type { WebhookCatalogue } from './webhook-catalogue';

/** Records about the blobs, the reports and the callers; every method is one transaction. */
export interface Catalogue {
  readonly location: string;
  readonly commits: CommitCatalogue;
  readonly log: LogCatalogue;
  readonly inputs: InputCatalogue;
  readonly sources: SourceCatalogue;
  readonly files: FileCatalogue;
  readonly ingestions: IngestionCatalogue;
  readonly reports: ReportCatalogue;
  readonly asked: AskedReportCatalogue;
  readonly standing: StandingCatalogue;
  readonly keys: KeyCatalogue;
  readonly sessions: SessionCatalogue;
  readonly webhooks: WebhookCatalogue;
  readonly retention: RetentionCatalogue;
  /** The id of this catalogue, made with it. Its blobs carry it too. */
  identity(): Promise<string>;
  /** Takes the id of blobs, as their only catalogue. */
  takeIdentity(id: string): Promise<void>;
  /** @throws LoopwatchError UNAVAILABLE where the database does not answer now, or its file is gone. */
  requireThere(): Promise<void>;
  /** What SQLite finds damaged in its file; empty: nothing. null: PostgreSQL is not looked through. */
  findDamage(): Promise<readonly string[] | null>;
  close(): Promise<void>;
}
