import type { ReportOptions } from './report';

/** The argument of the `report` workflow. */
export interface ReportInput {
  readonly reportId: string;
  readonly options: ReportOptions;
  readonly requestedMicros: number;
  /** Who asked, in words: `api`, `page`, the name of an API key, `standing <id>`. Runs of before 0.2 lack it. */
  readonly requestedBy?: string;
}

/** The argument of the `ingest` workflow. */
export interface IngestInput {
  /** Who asked: `schedule`, `start`, `cli`, `api`. */
  readonly trigger: string;
}
