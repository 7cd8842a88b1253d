import { z } from 'zod';
import { NOTHING_PASSED_OVER, type PassedOver } from '../../contract/input-states';
import { type FileOutcome, INPUT_KINDS, type IngestSummary } from '../../contract/inputs';
import { isIngestionId } from '../../contract/names';
import { troublesOf } from '../../domain/health/find-troubles';
import { INGESTION_OUTCOMES, ingestionOutcome } from '../../domain/health/ingestion-outcome';
import { formatInstant } from '../../domain/time/instants';
import type { Ingestion } from '../../storage/catalogue/ingestion-catalogue';
import { nextCursorSchema } from '../http/paging';
import { instant } from '../http/value-schemas';

export const ingestionIdSchema = z
  .string()
  .refine(isIngestionId, 'must be an ingestion id: a UUID in lower case, as GET /api/v1/ingestions lists it')
  .meta({ format: 'uuid', description: 'The id of an ingestion.' });

export const ingestionStateSchema = z.enum(['Running', 'Completed', 'Failed', 'Cancelled']);

export const outcomeSchema = z.enum(INGESTION_OUTCOMES).meta({
  description:
    'completed_with_problems: it ended, but a source failed, a file was rejected, more than 1 % of the rows of a file are in quarantine, or a version is held back. Only completed is well.',
});

const rowCounts = {
  rows_in: z.int(),
  accepted: z.int(),
  duplicates: z.int(),
  disagreements: z
    .int()
    .meta({ description: 'Rows whose status differs from an earlier row of the same store and time.' }),
  quarantined: z.int(),
};

const countsSchema = z
  .object({
    files_listed: z.int().meta({ description: 'Files in the sources.' }),
    files_fetched: z.int().meta({ description: 'Files that looked new or changed and were fetched.' }),
    files_unchanged: z
      .int()
      .meta({ description: 'Files that looked unchanged, and fetched files with unchanged content.' }),
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
    kind: z.enum(INPUT_KINDS).nullable().meta({ description: 'null: the header was not recognized.' }),
    state: z
      .enum(['accepted', 'unchanged', 'rejected', 'held'])
      .meta({ description: 'unchanged: the file was fetched, and its content is the same as before.' }),
    ...rowCounts,
    reasons: z
      .record(z.string(), z.int())
      .meta({ description: 'The number of quarantined rows for each reason.' }),
    message: z.string().nullable().meta({ description: 'Why the file was rejected or held.' }),
  })
  .meta({ id: 'IngestedFile', description: 'The outcome of one file.' });

const passedOverSchema = z
  .object({
    name: z.string(),
    reason: z.string(),
    may_be_input: z
      .boolean()
      .meta({ description: 'Whether it could have been meant as an input: reports then warn of it.' }),
  })
  .meta({
    id: 'PassedOverFile',
    description: 'A file of a source that is no input, so that it was not read.',
  });

const summaryShape = {
  id: ingestionIdSchema,
  workflow_id: z.string(),
  trigger: z.string().meta({ description: 'What started it: schedule, start, cli or api.' }),
  state: ingestionStateSchema,
  outcome: outcomeSchema,
  started_at: instant,
  finished_at: instant.nullable(),
  message: z.string().nullable(),
  log_version: z.int().nullable(),
  counts: countsSchema.nullable().meta({ description: 'null: the ingestion has not finished.' }),
  problems: z.array(z.string()).meta({ description: 'Sources that could not be read.' }),
  passed_over: z.object({
    files: z.array(passedOverSchema),
    more: z.int().meta({ description: 'How many more files were passed over.' }),
  }),
  problems_count: z.int().meta({ description: 'The length of troubles.' }),
  troubles: z.array(z.string()).meta({
    description:
      'Everything that keeps it from being well, also what an earlier ingestion found and nobody has mended.',
  }),
};

export const ingestionSummarySchema = z
  .object(summaryShape)
  .meta({ id: 'IngestionSummary', description: 'One run that ingested new data.' });

export const ingestionSchema = z
  .object({
    ...summaryShape,
    files: z
      .array(fileSchema)
      .meta({ description: 'The files fetched so far. Files that looked unchanged are only counted.' }),
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
  const troubles = summary ? troublesOf(summary) : [];
  return {
    id: ingestion.id,
    workflow_id: ingestion.workflowId,
    trigger: ingestion.trigger,
    state: ingestion.state,
    outcome: ingestionOutcome(ingestion.state, troubles),
    started_at: formatInstant(ingestion.startedMicros),
    finished_at: ingestion.finishedMicros === null ? null : formatInstant(ingestion.finishedMicros),
    message: ingestion.message ?? summary?.message ?? null,
    log_version: summary?.logVersion ?? null,
    counts: summary && countsOf(summary),
    problems: [...(summary?.problems ?? [])],
    passed_over: passedOverBody(summary?.passedOver ?? NOTHING_PASSED_OVER),
    problems_count: troubles.length,
    troubles: troubles.map(({ text }) => text),
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

function passedOverBody({ files, more }: PassedOver): IngestionSummaryBody['passed_over'] {
  return {
    files: files.map(({ name, reason, mayBeInput }) => ({ name, reason, may_be_input: mayBeInput })),
    more,
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
