import { z } from 'zod';
import { describeError } from '../../contract/errors';
import { INGEST_NOW_WORKFLOW_ID } from '../../contract/names';
import type { Ingestion } from '../../storage/catalogue/ingestion-catalogue';
import { callTemporal } from '../../temporal/call-temporal';
import { ingestionIdOf, startIngestion } from '../../temporal/start-runs';
import type { Operation } from '../http/operation';
import { acceptedResponse, problemResponses, STARTING_PROBLEMS } from '../http/problem-schema';
import { readBody } from '../http/read-input';
import type { ApiPorts } from '../ports';
import { ingestionSummarySchema, toIngestionSummary } from './ingestion-body';

const TRIGGER = 'api';

const bodySchema = z.strictObject({});

/** Ingests new data now. */
export function runIngestion(ports: ApiPorts): Operation {
  return {
    method: 'post',
    path: '/api/v1/ingestions',
    scope: 'admin',
    summary: 'Ingest new data now',
    description:
      'In addition to the hourly run. If an ingestion of this kind is already running, the answer is that one. It lists its sources again if it has listed them before the request.',
    tags: ['Ingestions'],
    request: { body: { content: { 'application/json': { schema: bodySchema } } } },
    responses: {
      202: acceptedResponse('The ingestion is running. Location is its address.', ingestionSummarySchema),
      ...problemResponses(...STARTING_PROBLEMS),
    },
    handle: async (req, res) => {
      readBody(bodySchema, req, ['application/json']);
      const ingestion = await ensureIngestion(ports);
      res
        .status(202)
        .location(`/api/v1/ingestions/${ingestion.id}`)
        .set('Retry-After', '1')
        .json(toIngestionSummary(ingestion));
    },
  };
}

/** Starts an ingestion or finds the running one, and records it even before a worker starts on it. */
async function ensureIngestion({ client, catalogue, clock, logger }: ApiPorts): Promise<Ingestion> {
  const { signaledRunId: runId } = await callTemporal(client, () => startIngestion(client, TRIGGER));
  const run = await callTemporal(client, () =>
    client.workflow.getHandle(INGEST_NOW_WORKFLOW_ID, runId).describe(),
  );
  const started: Ingestion = {
    id: ingestionIdOf(run),
    workflowId: INGEST_NOW_WORKFLOW_ID,
    trigger: TRIGGER,
    state: 'Running',
    startedMicros: clock(),
    finishedMicros: null,
    summary: null,
    message: null,
  };
  try {
    await catalogue.ingestions.start(started);
    return (await catalogue.ingestions.get(started.id)) ?? started;
  } catch (error) {
    // It runs, and records itself when a worker takes it.
    const facts = { ingestionId: started.id, reason: describeError(error) };
    logger.error(facts, 'an ingestion was started, and its record could not be saved');
    return started;
  }
}
