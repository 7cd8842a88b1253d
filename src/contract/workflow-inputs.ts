import type { SearchAttributePair } from '@temporalio/common';
import type { MaintenanceSummary } from './maintenance';
import type { NamedTargets, NoticeTarget } from './notices';
import type { ReportOptions } from './report';

/** The argument of the `report` workflow. */
export interface ReportInput {
  readonly reportId: string;
  readonly options: ReportOptions;
  readonly requestedMicros: number;
  /** The requester: `api`, `page`, the name of an API key, `standing <name>`. Missing in runs before 0.2. */
  readonly requestedBy?: string;
  /** The recipients of a notice at its end; omitted when there are none. */
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

/** The argument of the `reportPartitions` workflow: it computes the partitions `first`, `first + step` and so on. */
export interface PartitionsInput {
  readonly reportId: string;
  readonly partitions: number;
  readonly first: number;
  readonly step: number;
}

/** A child's progress for the report: how many of its partitions are done. */
export interface PartitionsDone {
  readonly first: number;
  readonly done: number;
}

/**
 * The argument of the `standingReport` workflow, stored in its Schedule. What the report is and who gets it, the
 * catalogue knows by the id in the run's own id.
 */
export interface StandingReportInput {
  /** For people. */
  readonly name: string;
}

/** The same as Schedules before 0.4 hold it. */
export interface EarlierStandingInput extends StandingReportInput, NamedTargets {
  readonly options: ReportOptions;
}

/** The argument of the `maintain` workflow. */
export interface MaintainInput {
  /** Who asked: `schedule`, `cli`. */
  readonly trigger: string;
  /** The sum of earlier runs of the same maintenance; omitted in the first run. */
  readonly soFar?: MaintenanceSummary;
  /** Whether the one who asked confirmed that many segments may be removed. */
  readonly isConfirmed?: boolean;
}

/** The argument of the `ingest` workflow. */
export interface IngestInput {
  /** Who asked: `schedule`, `start`, `cli`, `api`. */
  readonly trigger: string;
}
