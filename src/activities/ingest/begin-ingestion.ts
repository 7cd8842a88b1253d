import type { IngestionRef } from '../../contract/ingest-payloads';
import type { ActivityPorts } from '../ports';

/** Notes that an ingestion has begun. @returns the ids of the sources to list, in order. */
export function createBeginIngestion({ catalogue, sources, clock }: ActivityPorts) {
  return async (ingestion: IngestionRef): Promise<readonly string[]> => {
    await catalogue.ingestions.start({
      id: ingestion.ingestionId,
      workflowId: ingestion.workflowId,
      trigger: ingestion.trigger,
      state: 'Running',
      startedMicros: clock(),
      finishedMicros: null,
      summary: null,
      message: null,
    });
    return sources.map((source) => source.id);
  };
}
