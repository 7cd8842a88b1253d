import { z } from 'zod';
import type { FileOutcome, IngestSummary } from '../contract/inputs';
import { formatInstant } from '../domain/instants';
import type { Ingestion } from '../store/catalogue';
import type { Operation } from './operation';
import type { ApiPorts } from './ports';
import { jsonResponse } from './problem-schema';

const SHOWN = 50;

const countsSchema = z
  .object({
    files_listed: z.int(),
    files_unchanged: z.int(),
    files_accepted: z.int(),
    files_rejected: z.int(),
    files_held: z.int(),
    rows_in: z.int(),
    accepted: z.int(),
    duplicates: z.int(),
    disagreements: z.int(),
    quarantined: z.int(),
  })
  .meta({ id: 'IngestionCounts', description: 'rows_in = accepted + duplicates + quarantined.' });

const ingestionSchema = z
  .object({
    id: z.string(),
    workflow_id: z.string(),
    trigger: z.string(),
    state: z.enum(['Running', 'Completed', 'Failed', 'Cancelled']),
    started_at: z.string().meta({ format: 'date-time' }),
    finished_at: z.string().meta({ format: 'date-time' }).nullable(),
    message: z.string().nullable(),
    log_version: z.int().nullable(),
    counts: countsSchema.nullable().meta({ description: 'null: it has not finished.' }),
    problems: z.array(z.string()),
  })
  .meta({ id: 'Ingestion', description: 'One run that took in what was new.' });

const ingestionsSchema = z
  .object({ ingestions: z.array(ingestionSchema) })
  .meta({ id: 'Ingestions', description: `The ${SHOWN} newest.` });

/** What was taken in, lately. */
export function listIngestions({ catalogue }: ApiPorts): Operation {
  return {
    method: 'get',
    path: '/api/v1/ingestions',
    summary: `The ${SHOWN} newest ingestions, with their counts`,
    tags: ['Ingestions'],
    responses: { 200: jsonResponse('The newest first.', ingestionsSchema) },
    handle: async (_req, res) => {
      const newest = await catalogue.ingestions.newest(SHOWN);
      res.set('Cache-Control', 'no-store').json({ ingestions: newest.map(toBody) });
    },
  };
}

function toBody(ingestion: Ingestion): z.output<typeof ingestionSchema> {
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

function countsOf({ filesListed, filesUnchanged, outcomes }: IngestSummary): z.output<typeof countsSchema> {
  const files = (state: FileOutcome['state']) => outcomes.filter((outcome) => outcome.state === state).length;
  const rows = (count: (outcome: FileOutcome) => number) =>
    outcomes.reduce((sum, outcome) => sum + count(outcome), 0);
  return {
    files_listed: filesListed,
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
