import type { EndIngestionRequest, IngestionRef } from '../../contract/ingest-payloads';
import { NOTHING_PASSED_OVER } from '../../contract/input-states';
import type { IngestSummary } from '../../contract/inputs';
import { findTroubles } from '../../domain/health/find-troubles';
import { describeIngestion } from '../../domain/wording/describe-ingestion';
import { readStanding } from '../../storage/catalogue/read-standing';
import type { ActivityPorts } from '../ports';

/** A summary passes through Temporal, which limits its size. */
const MAX_TROUBLES = 500;

/** Records that an ingestion has begun. @returns the ids of the sources to list, in order. */
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
    await catalogue.sources.configure(
      sources.map(({ id, isSample = false }) => ({ sourceId: id, isSample })),
    );
    return sources.map((source) => source.id);
  };
}

/** Records the summary of an ingestion, and removes its temporary files. */
export function createEndIngestion({ catalogue, blobs, clock }: ActivityPorts) {
  return async (request: EndIngestionRequest): Promise<IngestSummary> => {
    const { ingestion, state, problems, notices = [], passedOver = NOTHING_PASSED_OVER } = request;
    const outcomes = await catalogue.ingestions.outcomes(ingestion.ingestionId);
    const latest = await catalogue.log.latest();
    const troubles = findTroubles({ ...(await readStanding(catalogue)), problems, outcomes });
    const summary: IngestSummary = {
      filesListed: request.filesListed,
      filesUnchanged:
        request.filesListed - outcomes.filter((outcome) => outcome.state !== 'unchanged').length,
      outcomes,
      problems,
      passedOver,
      logVersion: latest?.version ?? 0,
      message: describeIngestion({
        state,
        filesListed: request.filesListed,
        outcomes,
        notices,
        troubles,
        passedOver,
      }),
      troubles: troubles.slice(0, MAX_TROUBLES),
    };
    await blobs.removeFolder(`incoming/${ingestion.ingestionId}`);
    await catalogue.ingestions.finish({
      id: ingestion.ingestionId,
      workflowId: ingestion.workflowId,
      trigger: ingestion.trigger,
      state,
      startedMicros: clock(),
      finishedMicros: clock(),
      summary,
      message: summary.message,
    });
    return summary;
  };
}
