import { z } from 'zod';
import { INPUT_KINDS } from '../../contract/inputs';
import type { Amounts } from '../../domain/health/judge-data';
import {
  FRESHNESS_STATES,
  type Judgement,
  OLD_AFTER_SECONDS,
  STALE_AFTER_SECONDS,
} from '../../domain/health/judge-polls';
import { formatInstant, formatInstantOrNull } from '../../domain/time/instants';
import type { Ingestion } from '../../storage/catalogue/ingestion-catalogue';
import { readDataHealth, readDataRecords } from '../../storage/catalogue/read-data-health';
import type { Operation } from '../http/operation';
import { jsonResponse } from '../http/problem-schema';
import { instant } from '../http/value-schemas';
import type { ApiPorts } from '../ports';
import { ingestionIdSchema, ingestionStateSchema, outcomeSchema, toIngestionSummary } from './ingestion-body';

const stateSchema = z.enum(FRESHNESS_STATES).meta({
  description: `From the best to the worst. sample: the data are the sample that ships with Loopwatch; old: the newest poll is older than ${OLD_AFTER_SECONDS} s; problems: a source, a file or the last ingestion is not well; stale: no new poll came in for more than ${STALE_AFTER_SECONDS} s; empty: there is none.`,
});

const amounts = {
  state: stateSchema,
  message: z.string().meta({ description: 'The state in words.' }),
  files: z.int().meta({ description: 'Files that are there now.' }),
  last_changed_at: instant
    .nullable()
    .meta({ description: 'When a new or changed file of it was last read, or rejected.' }),
  newest_poll_at: instant.nullable(),
  rows_read: z.int().nullable().meta({ description: 'Of these files; null: an earlier release read one.' }),
  rows_quarantined: z.int(),
  quarantined_share: z.number().nullable().meta({ description: '0 to 1; null: nothing was read.' }),
};

const sourceSchema = z
  .object({ source: z.string(), last_listed_at: instant.nullable(), ...amounts })
  .meta({ id: 'SourceFreshness', description: 'The freshness of one source of the settings.' });

const inputSchema = z
  .object({ input: z.enum(INPUT_KINDS), ...amounts })
  .meta({ id: 'InputFreshness', description: 'The freshness of one input, from all sources.' });

const freshnessSchema = z
  .object({
    state: stateSchema,
    message: z.string().meta({ description: 'The state in words, with the reason where it is known.' }),
    checked_at: instant.meta({
      description: 'The time of this answer, by the clock of the API. The ages refer to it.',
    }),
    newest_poll_at: instant.nullable().meta({ description: 'The time of the newest poll.' }),
    newest_poll_age_seconds: z.int().nullable(),
    last_new_polls_at: instant
      .nullable()
      .meta({ description: 'When an ingestion last added new polls. Corrections do not count.' }),
    last_ingestion: z
      .object({
        id: ingestionIdSchema,
        state: ingestionStateSchema,
        outcome: outcomeSchema,
        finished_at: instant,
        message: z.string().nullable(),
        problems_count: z.int(),
      })
      .nullable()
      .meta({ description: 'The ingestion that ended last; null: none has ended.' }),
    log_version: z.int().meta({ description: '0: nothing was ingested yet.' }),
    stale_after_seconds: z.int(),
    old_after_seconds: z.int(),
    polls_state: stateSchema.meta({ description: 'Of the arrival of polls alone.' }),
    sources: z.array(sourceSchema),
    inputs: z.array(inputSchema),
  })
  .meta({
    id: 'Freshness',
    description: 'How fresh and whole the data is: of each source and input, and of the worst.',
  });

export type FreshnessBody = z.output<typeof freshnessSchema>;

/** Shows how fresh the data is. */
export function showFreshness(ports: ApiPorts): Operation {
  return {
    method: 'get',
    path: '/api/v1/freshness',
    summary: 'How fresh the data is, and whether new polls still come in',
    tags: ['Ingestions'],
    responses: { 200: jsonResponse('The freshness.', freshnessSchema) },
    handle: async (_req, res) => {
      res.set('Cache-Control', 'no-store').json(await readFreshness(ports));
    },
  };
}

async function readFreshness({ catalogue, clock }: ApiPorts): Promise<FreshnessBody> {
  const nowMicros = clock();
  const records = await readDataRecords(catalogue);
  const { latest, lastNewMicros, last } = records;
  const { polls, sources, inputs, ...headline } = await readDataHealth(catalogue, records, nowMicros);
  return {
    state: headline.state,
    message: headline.message,
    checked_at: formatInstant(nowMicros),
    newest_poll_at: formatInstantOrNull(latest?.newestMicros ?? null),
    newest_poll_age_seconds: polls.newestPollAgeSeconds,
    last_new_polls_at: formatInstantOrNull(lastNewMicros),
    last_ingestion: last && toLast(last),
    log_version: latest?.version ?? 0,
    stale_after_seconds: STALE_AFTER_SECONDS,
    old_after_seconds: OLD_AFTER_SECONDS,
    polls_state: polls.state,
    sources: sources.map(({ sourceId, listedMicros, ...source }) => ({
      source: sourceId,
      last_listed_at: formatInstantOrNull(listedMicros),
      ...toAmounts(source),
    })),
    inputs: inputs.map(({ kind, ...input }) => ({ input: kind, ...toAmounts(input) })),
  };
}

function toAmounts({ state, message, ...amounts }: Judgement & Amounts) {
  const { rowsIn, quarantined } = amounts;
  return {
    state,
    message,
    files: amounts.files,
    last_changed_at: formatInstantOrNull(amounts.changedMicros),
    newest_poll_at: formatInstantOrNull(amounts.newestPollMicros),
    rows_read: rowsIn,
    rows_quarantined: quarantined,
    quarantined_share: rowsIn === null || rowsIn === 0 ? null : quarantined / rowsIn,
  };
}

function toLast(last: Ingestion): NonNullable<FreshnessBody['last_ingestion']> {
  const { id, state, outcome, message, problems_count } = toIngestionSummary(last);
  const finished_at = formatInstant(last.finishedMicros ?? last.startedMicros);
  return { id, state, outcome, finished_at, message, problems_count };
}
