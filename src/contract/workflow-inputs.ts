import type { SearchAttributePair } from '@temporalio/common';
import type { MaintenanceSummary } from './maintenance';
import type { NoticeTarget } from './notices';
import type { ReportOptions } from './report';

/** The argument of the `report` workflow. */
export interface ReportInput {
  readonly reportId: string;
  readonly options: ReportOptions;
  readonly requestedMicros: number;
  /** Who asked, in words: `api`, `page`, the name of an API key, `standing <name>`. Runs of before 0.2 lack it. */
  readonly requestedBy?: string;
  /** Whom to tell of its end; left out where there is nobody. */
  readonly notify?: readonly NoticeTarget[];
}

/** The options with which every `report` workflow starts: by the API, the command line or a standing report. */
export interface ReportRunOptions {
  readonly workflowId: string;
  readonly args: [ReportInput];
  readonly staticSummary: string;
  readonly staticDetails: string;
  readonly typedSearchAttributes: SearchAttributePair[];
}

/** The argument of the `reportPartitions` workflow: of `partitions`, those numbered `first`, `first + step` and so on. */
export interface PartitionsInput {
  readonly reportId: string;
  readonly partitions: number;
  readonly first: number;
  readonly step: number;
}

/** How many of them are done, as a child tells the report. */
export interface PartitionsDone {
  readonly first: number;
  readonly done: number;
}

/** The argument of the `standingReport` workflow, as its Schedule holds it. */
export interface StandingReportInput {
  readonly name: string;
  readonly options: ReportOptions;
  readonly emails: readonly string[];
}

/** The argument of the `maintain` workflow. */
export interface MaintainInput {
  /** Who asked: `schedule`, `cli`. */
  readonly trigger: string;
  /** What earlier runs of the same maintenance did; left out in the first. */
  readonly soFar?: MaintenanceSummary;
}

/** The argument of the `ingest` workflow. */
export interface IngestInput {
  /** Who asked: `schedule`, `start`, `cli`, `api`. */
  readonly trigger: string;
}
