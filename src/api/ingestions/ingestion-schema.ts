import { z } from 'zod';
import { INPUT_KINDS } from '../../contract/inputs';
import { isIngestionId } from '../../contract/names';
import { nextCursorSchema } from '../http/paging';

/** The shapes in which the API speaks of ingestions. Instants are ISO 8601 in UTC. */
const instant = z.string().meta({ format: 'date-time' });

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
