import { isCode } from '../../contract/errors';
import type { Ingestion } from '../../storage/catalogue/ingestion-catalogue';
import { callTemporal } from '../../temporal/call-temporal';
import { isRunNotFound } from '../../temporal/run-errors';
import { ingestionIdOf } from '../../temporal/start-runs';
import { ApiProblem } from '../http/problem';
import type { ApiPorts } from '../ports';

type StatusPorts = Pick<ApiPorts, 'client' | 'catalogue'>;

/** The current status of an ingestion. @throws ApiProblem not-found */
export async function requireIngestion(ports: StatusPorts, id: string): Promise<Ingestion> {
  const ingestion = await ports.catalogue.ingestions.get(id);
  if (!ingestion) {
    throw new ApiProblem(
      'not-found',
      `No ingestion has the id ${id}. GET /api/v1/ingestions lists all ingestions.`,
    );
  }
  return refreshIngestion(ports, ingestion);
}

/**
 * The status of an ingestion according to the catalogue. One that is recorded as running has failed if Temporal
 * no longer runs it. Without Temporal, the recorded status applies.
 */
export async function refreshIngestion(ports: StatusPorts, ingestion: Ingestion): Promise<Ingestion> {
  if (ingestion.state !== 'Running') return ingestion;
  try {
    if (await isRunning(ports, ingestion)) return ingestion;
  } catch (error) {
    if (isCode(error, 'UNAVAILABLE')) return ingestion;
    throw error;
  }
  // The last step of a run records its end, so this finds it unless that step never ran.
  const settled = await ports.catalogue.ingestions.get(ingestion.id);
  if (settled && settled.state !== 'Running') return settled;
  const message =
    'The run ended in Temporal without recording its result. The data that it ingested is kept, and the next ingestion continues from there.';
  return { ...ingestion, state: 'Failed', message };
}

async function isRunning({ client }: StatusPorts, { id, workflowId }: Ingestion): Promise<boolean> {
  try {
    const run = await callTemporal(client, () => client.workflow.getHandle(workflowId).describe());
    return ingestionIdOf(run) === id && run.status.name === 'RUNNING';
  } catch (error) {
    if (isRunNotFound(error)) return false;
    throw error;
  }
}
