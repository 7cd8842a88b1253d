import type { InputKind } from '../../contract/inputs';
import { byInputKind } from '../../contract/inputs';
import type { ReportState } from '../../contract/report';
import type { Catalogue } from '../../storage/catalogue/catalogue';

/** The facts of the catalogue that an operator monitors. */
export interface OperatorFacts {
  readonly reports: Readonly<Record<ReportState, number>>;
  /** In the files that their sources still list. */
  readonly quarantinedRows: Readonly<Record<InputKind, number>>;
  readonly rejectedFiles: number;
  readonly newestPollMicros: number | null;
  readonly lastNewMicros: number | null;
  readonly lastIngestion: { readonly finishedMicros: number; readonly isCompleted: boolean } | null;
}

export async function readOperatorFacts(catalogue: Catalogue): Promise<OperatorFacts> {
  const reports = await catalogue.reports.countByState();
  const files = (await catalogue.files.all()).filter((file) => file.state !== 'gone');
  const latest = await catalogue.log.latest();
  const growth = await catalogue.log.lastGrowth();
  const last = await catalogue.ingestions.lastFinished();
  const quarantinedRows = { ...byInputKind(() => 0) };
  for (const { kind, quarantined } of files) if (kind) quarantinedRows[kind] += quarantined;
  return {
    reports,
    quarantinedRows,
    rejectedFiles: files.filter((file) => file.state === 'rejected').length,
    newestPollMicros: latest?.newestMicros ?? null,
    lastNewMicros: growth?.committedMicros ?? null,
    lastIngestion: last && {
      finishedMicros: last.finishedMicros ?? last.startedMicros,
      isCompleted: last.state === 'Completed',
    },
  };
}
