import { z } from 'zod';
import { type FileOutcome, INPUT_KINDS, type IngestSummary } from '../../contract/inputs';
import { isIngestionId } from '../../contract/names';
import { formatInstant } from '../../domain/time/instants';
import type { Ingestion } from '../../storage/catalogue/ingestion-catalogue';
import { nextCursorSchema } from '../http/paging';
import { instant } from '../http/value-schemas';

export const ingestionIdSchema = z
  .string()
  .refine(isIngestionId, 'must be an ingestion id: a UUID in lower case, as GET /api/v1/ingestions lists it')
  .meta({ format: 'uuid', description: 'The id of an ingestion.' });

export const ingestionStateSchema = z.enum(['Running', 'Completed', 'Failed', 'Cancelled']);

const rowCounts = {
  rows_in: z.int(),
  accepted: z.int(),
  duplicates: z.int(),
  disagreements: z.int().meta({ description: 'Rows that said another status than an earlier word.' }),
  quarantined: z.int(),
};

const countsSchema = z
  .object({
    files_listed: z.int().meta({ description: 'Files that the sources hold.' }),
    files_fetched: z.int().meta({ description: 'Those that looked new or changed, and were asked for.' }),
    files_unchanged: z
      .int()
      .meta({ description: 'Those that looked unchanged, and those fetched that proved so.' }),
    files_accepted: z.int(),
    files_rejected: z.int(),
    files_held: z.int(),
    ...rowCounts,
  })
  .meta({
    id: 'IngestionCounts',
    description:
      'files_listed = files_unchanged + files_accepted + files_rejected + files_held; rows_in = accepted + duplicates + quarantined.',
  });

const fileSchema = z
  .object({
    source: z.string(),
    name: z.string(),
    kind: z.enum(INPUT_KINDS).nullable().meta({ description: 'null: its header was never understood.' }),
    state: z
      .enum(['accepted', 'unchanged', 'rejected', 'held'])
      .meta({ description: 'unchanged: it was fetched, and its content proved to be that of before.' }),
    ...rowCounts,
    reasons: z
      .record(z.string(), z.int())
      .meta({ description: 'Why rows were put aside, with how many each.' }),
    message: z.string().nullable().meta({ description: 'Why it was rejected or held.' }),
  })
  .meta({ id: 'IngestedFile', description: 'What became of one file.' });

const summaryShape = {
  id: ingestionIdSchema,
  workflow_id: z.string(),
  trigger: z.string().meta({ description: 'Who asked: schedule, start, cli or api.' }),
  state: ingestionStateSchema,
  started_at: instant,
  finished_at: instant.nullable(),
  message: z.string().nullable(),
  log_version: z.int().nullable(),
  counts: countsSchema.nullable().meta({ description: 'null: it has not finished.' }),
  problems: z.array(z.string()).meta({ description: 'Sources that could not be read.' }),
};

export const ingestionSummarySchema = z
  .object(summaryShape)
  .meta({ id: 'IngestionSummary', description: 'One run that took in what was new.' });

export const ingestionSchema = z
  .object({
    ...summaryShape,
    files: z
      .array(fileSchema)
      .meta({ description: 'Each file that it fetched, so far. What looked unchanged is only counted.' }),
  })
  .meta({ id: 'Ingestion', description: 'An ingestion, file by file.' });

export const ingestionPageSchema = z
  .object({ ingestions: z.array(ingestionSummarySchema), next_cursor: nextCursorSchema })
  .meta({ id: 'IngestionPage', description: 'Ingestions, newest first.' });

export type IngestionSummaryBody = z.output<typeof ingestionSummarySchema>;
export type IngestionBody = z.output<typeof ingestionSchema>;
export type IngestionPageBody = z.output<typeof ingestionPageSchema>;

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
