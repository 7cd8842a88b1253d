import type { ReportOptions } from './report';

/** The argument of the `report` workflow. */
export interface ReportInput {
  readonly reportId: string;
  readonly options: ReportOptions;
  readonly requestedMicros: number;
}

/** The argument of the `ingest` workflow. */
export interface IngestInput {
  /** Who asked: `schedule`, `start`, `cli`, `api`. */
  readonly trigger: string;
}
