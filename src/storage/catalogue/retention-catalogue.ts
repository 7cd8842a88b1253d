import type { MaintenanceSummary } from '../../contract/maintenance';
import type { ReportState } from '../../contract/report';

/** The stored files that something refers to. */
export interface FileReferences {
  /** Files of the log, the inputs and the quarantine. */
  readonly keys: ReadonlySet<string>;
  readonly reports: ReadonlyMap<string, ReportState>;
  readonly runningIngestions: ReadonlySet<string>;
}

/** A maintenance that has ended. */
export interface MaintenanceRecord {
  readonly id: string;
  readonly trigger: string;
  readonly finishedMicros: number;
  readonly summary: MaintenanceSummary;
}

/** Forgets expired data. A kept or running report holds the versions that it is made of. */
export interface RetentionCatalogue {
  /** Deletes the records of segments that left the log before the instant, unless a report holds them. */
  forgetSegments(leftBeforeMicros: number): Promise<number>;
  /** Deletes up to `limit` records of reports that ended before the instant. @returns their ids. */
  forgetReports(forget: {
    readonly endedBeforeMicros: number;
    readonly limit: number;
    readonly nowMicros: number;
  }): Promise<readonly string[]>;
  /** Unlinks quarantine files of ingestions that ended before the instant, up to `limit`. @returns their keys. */
  forgetQuarantine(endedBeforeMicros: number, limit: number): Promise<readonly string[]>;
  /** @param leftBeforeMicros files replaced before this instant do not count, unless a report holds them. */
  references(leftBeforeMicros: number): Promise<FileReferences>;
  /** Records how a maintenance ended; idempotent. */
  record(maintenance: MaintenanceRecord): Promise<void>;
  /** The one that ended last. */
  last(): Promise<MaintenanceRecord | null>;
}
