import { z } from 'zod';
import {
  FRESHNESS_STATES,
  type FreshnessFacts,
  judgeFreshness,
  STALE_AFTER_SECONDS,
} from '../../domain/log/freshness';
import { formatInstant, formatInstantOrNull } from '../../domain/time/instants';
import type { Ingestion } from '../../storage/catalogue/ingestion-catalogue';
import type { Operation } from '../http/operation';
import { jsonResponse } from '../http/problem-schema';
import { instant } from '../http/value-schemas';
import type { ApiPorts } from '../ports';
import { ingestionIdSchema, ingestionStateSchema } from './ingestion-body';

const freshnessSchema = z
  .object({
    state: z.enum(FRESHNESS_STATES).meta({
      description: `stale: no new poll came in for more than ${STALE_AFTER_SECONDS} s; empty: no poll ever came in.`,
    }),
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
        finished_at: instant,
        message: z.string().nullable(),
      })
      .nullable()
      .meta({ description: 'The ingestion that ended last; null: none has ended.' }),
    log_version: z.int().meta({ description: '0: nothing was ingested yet.' }),
    stale_after_seconds: z.int(),
  })
  .meta({ id: 'Freshness', description: 'Whether polls still come in.' });

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
  const latest = await catalogue.log.latest();
  const growth = await catalogue.log.lastGrowth();
  const last = await catalogue.ingestions.lastFinished();
  const facts: FreshnessFacts = {
    nowMicros: clock(),
    newestPollMicros: latest?.newestMicros ?? null,
    lastNewMicros: growth?.committedMicros ?? null,
    lastIngestion: last && endOf(last),
  };
  const { state, message, newestPollAgeSeconds } = judgeFreshness(facts);
  return {
    state,
    message,
    checked_at: formatInstant(facts.nowMicros),
    newest_poll_at: formatInstantOrNull(facts.newestPollMicros),
    newest_poll_age_seconds: newestPollAgeSeconds,
    last_new_polls_at: formatInstantOrNull(facts.lastNewMicros),
    last_ingestion: last && {
      id: last.id,
      state: last.state,
      finished_at: formatInstant(endOf(last).finishedMicros),
      message: last.message,
    },
    log_version: latest?.version ?? 0,
    stale_after_seconds: STALE_AFTER_SECONDS,
  };
}

function endOf({ state, startedMicros, finishedMicros, message }: Ingestion) {
  return { state, message, finishedMicros: finishedMicros ?? startedMicros };
}
