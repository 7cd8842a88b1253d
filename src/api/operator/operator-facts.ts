import type { Trouble } from '../../contract/input-states';
import { byInputKind, type InputKind } from '../../contract/inputs';
import type { ReportState } from '../../contract/report';
import { troublesOf } from '../../domain/health/find-troubles';
import { type IngestionOutcome, ingestionOutcome } from '../../domain/health/ingestion-outcome';
import type { DataHealth } from '../../domain/health/judge-data';
import type { Catalogue } from '../../storage/catalogue/catalogue';
import type { Ingestion } from '../../storage/catalogue/ingestion-catalogue';
import { readDataHealth, readDataRecords } from '../../storage/catalogue/read-data-health';
import type { MaintenanceRecord } from '../../storage/catalogue/retention-catalogue';

/** The facts of the catalogue that an operator monitors. */
export interface OperatorFacts {
  readonly reports: Readonly<Record<ReportState, number>>;
  /** In the files that their sources still list. */
  readonly quarantinedRows: Readonly<Record<InputKind, number>>;
  readonly rejectedFiles: number;
  readonly newestPollMicros: number | null;
  readonly lastNewMicros: number | null;
  readonly health: DataHealth;
  /** The last verification of what is stored; null: none was recorded. */
  readonly verification: {
    readonly atMicros: number;
    readonly damageCount: number;
    readonly remadeCount: number;
  } | null;
  readonly lastIngestion: {
    readonly finishedMicros: number;
    readonly outcome: IngestionOutcome;
    readonly troubles: readonly Trouble[];
  } | null;
}

export async function readOperatorFacts(catalogue: Catalogue, nowMicros: number): Promise<OperatorFacts> {
  const reports = await catalogue.reports.countByState();
  const records = await readDataRecords(catalogue);
  const { latest, lastNewMicros, last, files } = records;
  const quarantinedRows = { ...byInputKind(() => 0) };
  for (const { kind, quarantined } of files) if (kind) quarantinedRows[kind] += quarantined;
  return {
    reports,
    quarantinedRows,
    rejectedFiles: files.filter((file) => file.state === 'rejected').length,
    newestPollMicros: latest?.newestMicros ?? null,
    lastNewMicros,
    health: await readDataHealth(catalogue, records, nowMicros),
    lastIngestion: last && endOf(last),
    verification: verificationOf(await catalogue.retention.last()),
  };
}

function verificationOf(last: MaintenanceRecord | null): OperatorFacts['verification'] {
  const verification = last?.summary.verification;
  if (!last || !verification) return null;
  const { damageCount, remadeCount } = verification;
  return { atMicros: last.finishedMicros, damageCount, remadeCount };
}

function endOf({ state, startedMicros, finishedMicros, summary }: Ingestion): OperatorFacts['lastIngestion'] {
  const troubles = summary ? troublesOf(summary) : [];
  return {
    finishedMicros: finishedMicros ?? startedMicros,
    outcome: ingestionOutcome(state, troubles),
    troubles,
  };
}
