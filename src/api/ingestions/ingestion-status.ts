import { WorkflowNotFoundError } from '@temporalio/client';
import { LoopwatchError } from '../../contract/errors';
import type { Ingestion } from '../../storage/catalogue/ingestion-catalogue';
import { ingestionIdOf } from '../../temporal/start-ingestion';
import { ApiProblem } from '../http/problem';
import { callTemporal } from '../http/temporal-calls';
import type { ApiPorts } from '../ports';

type StatusPorts = Pick<ApiPorts, 'client' | 'catalogue'>;

/** An ingestion as it stands now. @throws ApiProblem not-found */
export async function requireIngestion(ports: StatusPorts, id: string): Promise<Ingestion> {
  const ingestion = await ports.catalogue.ingestions.get(id);
  if (!ingestion) {
    throw new ApiProblem(
      'not-found',
      `No ingestion has the id ${id}. GET /api/v1/ingestions lists those there are.`,
    );
  }
  return refreshIngestion(ports, ingestion);
}

/**
 * How an ingestion stands: as it is on record, but one that is on record as running and whose run Temporal no longer
 * runs has failed. While Temporal is away, as it was last recorded.
 */
export async function refreshIngestion(ports: StatusPorts, ingestion: Ingestion): Promise<Ingestion> {
  if (ingestion.state !== 'Running') return ingestion;
  try {
    if (await isRunning(ports, ingestion)) return ingestion;
  } catch (error) {
    if (error instanceof LoopwatchError && error.code === 'UNAVAILABLE') return ingestion;
    throw error;
  }
  // A run's last step records its end, so this finds it unless that step never ran.
  const settled = await ports.catalogue.ingestions.get(ingestion.id);
  if (settled && settled.state !== 'Running') return settled;
  const message =
    'Its run ended in Temporal without recording what came in. What it took in is kept; the next ingestion goes on from there.';
  return { ...ingestion, state: 'Failed', message };
}

async function isRunning({ client }: StatusPorts, { id, workflowId }: Ingestion): Promise<boolean> {
  try {
    const run = await callTemporal(client, () => client.workflow.getHandle(workflowId).describe());
    return ingestionIdOf(run) === id && run.status.name === 'RUNNING';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}
