import type { FileOutcome, IngestSummary } from '../../contract/inputs';
import { formatInstant } from '../../domain/time/instants';
import type { Ingestion } from '../../storage/catalogue/catalogue';
import type { IngestionBody, IngestionSummaryBody } from './ingestion-schema';

export function toIngestionSummary(ingestion: Ingestion): IngestionSummaryBody {
  const { summary } = ingestion;
  return {
    id: ingestion.id,
    workflow_id: ingestion.workflowId,
    trigger: ingestion.trigger,
    state: ingestion.state,
    started_at: formatInstant(ingestion.startedMicros),
    finished_at: ingestion.finishedMicros === null ? null : formatInstant(ingestion.finishedMicros),
    message: ingestion.message ?? summary?.message ?? null,
    log_version: summary?.logVersion ?? null,
    counts: summary && countsOf(summary),
    problems: [...(summary?.problems ?? [])],
  };
}

export function toIngestionBody(ingestion: Ingestion, outcomes: readonly FileOutcome[]): IngestionBody {
  return {
    ...toIngestionSummary(ingestion),
    files: outcomes.map((outcome) => ({
      source: outcome.sourceId,
      name: outcome.name,
      kind: outcome.kind,
      state: outcome.state,
      rows_in: outcome.rowsIn,
      accepted: outcome.accepted,
      duplicates: outcome.duplicates,
      disagreements: outcome.disagreements,
      quarantined: outcome.quarantined,
      reasons: { ...outcome.reasons },
      message: outcome.message,
    })),
  };
}

function countsOf(summary: IngestSummary): NonNullable<IngestionSummaryBody['counts']> {
  const { filesListed, filesUnchanged, outcomes } = summary;
  const files = (state: FileOutcome['state']) => outcomes.filter((outcome) => outcome.state === state).length;
  const rows = (count: (outcome: FileOutcome) => number) =>
    outcomes.reduce((sum, outcome) => sum + count(outcome), 0);
  return {
    files_listed: filesListed,
    files_fetched: outcomes.length,
    files_unchanged: filesUnchanged,
    files_accepted: files('accepted'),
    files_rejected: files('rejected'),
    files_held: files('held'),
    rows_in: rows((outcome) => outcome.rowsIn),
    accepted: rows((outcome) => outcome.accepted),
    duplicates: rows((outcome) => outcome.duplicates),
    disagreements: rows((outcome) => outcome.disagreements),
    quarantined: rows((outcome) => outcome.quarantined),
  };
}
