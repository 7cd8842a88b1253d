import type { PartitionRef } from './buckets';
import type { ReportFormat } from './formats';
import type { ReportPins, ReportQuality } from './report';
import type { PinRequest } from './report-payloads';
import type { VersionKeys } from './versioned-inputs';

/**
 * Payloads of a report's stages: load, localize, filter, aggregate, merge, render.
 * Histories hold them: references and counts, never rows. In each, `part` names the partition.
 */
export interface LoadRequest {
  readonly reportId: string;
  readonly part: PartitionRef;
}

/** The load request of workflows before 0.3, which had no pinning step. */
export type UnpinnedLoadRequest = Omit<PinRequest, 'again'>;

export interface LoadedReport extends VersionKeys {
  readonly pins: ReportPins;
  readonly storesKey: string;
  readonly pollsKey: string;
  readonly storeCount: number;
  /** The newest poll of all stores that were read; not in histories of older versions. */
  readonly newestOfAllMicros?: number | null;
  /** Stores with a poll in the day before as-of; not in histories of older versions. */
  readonly polledLastDay?: number;
  /** The counts known after loading; later stages add the others. */
  readonly quality: Omit<ReportQuality, 'pollsOutsideHours' | keyof StateFacts>;
}

/** What the states of the stores' hours and zones add to a report's quality. */
export type StateFacts = Pick<
  ReportQuality,
  'storesWithoutTimezone' | 'storesWithoutHours' | 'storeStates' | 'storesWithoutFigures'
>;

export interface LocalizeRequest {
  readonly reportId: string;
  /** Here and below: not in histories of older versions. */
  readonly part?: PartitionRef;
  readonly loaded: Pick<LoadedReport, 'pins' | 'storesKey'> & VersionKeys;
}

export interface LocalizedReport extends StateFacts {
  readonly intervalsKey: string;
  readonly zonesKey: string;
  readonly intervalCount: number;
}

export interface FilterRequest {
  readonly reportId: string;
  readonly part?: PartitionRef;
  readonly pollsKey: string;
  readonly intervalsKey: string;
  /** Names the stores whose business time is not known; not in histories of older versions. */
  readonly zonesKey?: string;
}

export interface FilteredReport {
  readonly keptKey: string;
  readonly kept: number;
  readonly outside: number;
}

export interface AggregateRequest {
  readonly reportId: string;
  readonly part?: PartitionRef;
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
  /** Over all stores' weeks; null for `count` and without business time. */
  readonly coverage: number | null;
}

/** Counts of several partitions of a report, added up. */
export interface PartitionSums extends StateFacts {
  readonly storeCount: number;
  readonly polls: number;
  readonly pollsOutsideHours: number;
  readonly newestPollMicros: number | null;
  readonly newestOfAllMicros: number | null;
  /** Not in histories of older versions. */
  readonly polledLastDay?: number;
  readonly storesSilent: number;
}

export interface MergeRequest {
  readonly reportId: string;
  readonly partitions: number;
  readonly sums: PartitionSums;
  /** The warnings of `PinnedReport`. */
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
  readonly rawCsv?: true | undefined;
  readonly fullTable: boolean;
  readonly figuresKey: string;
  readonly heatKey?: string | null;
  /** null when there are too many stores to draw their weeks. */
  readonly intervalsKey: string | null;
  readonly pollsKey: string | null;
  /** Not in histories of older versions. */
  readonly storeCount?: number;
}
