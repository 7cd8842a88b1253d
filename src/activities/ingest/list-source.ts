import { cancellationSignal } from '@temporalio/activity';
import { LoopwatchError } from '../../contract/errors';
import type { ListedFiles, ListRequest } from '../../contract/ingest-payloads';
import type { PollSource } from '../../sources/source';
import type { ActivityPorts } from '../ports';
import { withReading } from './reading';

/** Keeps each history small: the next run of the same ingestion takes the rest. */
const BATCH_FILES = 100;

/** Lists a source. @returns the files that are new or may have changed, and have no outcome in this ingestion yet. */
export function createListSource({ catalogue, sources, dialectOf }: ActivityPorts, batchFiles = BATCH_FILES) {
  return async ({ ingestion, sourceId }: ListRequest): Promise<ListedFiles> => {
    const listed = await findSource(sources, sourceId).list(cancellationSignal());
    const files = listed.map((file) => ({
      ...file,
      fingerprint: withReading(file.fingerprint, dialectOf(sourceId)),
    }));
    await catalogue.files.markGone(
      sourceId,
      files.map((file) => file.fileId),
    );
    const states = (await catalogue.files.all()).filter((state) => state.sourceId === sourceId);
    const known = new Map(states.map((state) => [state.fileId, state.fingerprint]));
    const outcomes = await catalogue.ingestions.outcomes(ingestion.ingestionId);
    const done = new Set(
      outcomes.flatMap((outcome) => (outcome.sourceId === sourceId ? [outcome.fileId] : [])),
    );
    const changed = files.filter(
      (file) => known.get(file.fileId) !== file.fingerprint && !done.has(file.fileId),
    );
    return {
      listed: files.length,
      changed: changed.slice(0, batchFiles),
      more: changed.length > batchFiles,
    };
  };
}

export function findSource(sources: readonly PollSource[], sourceId: string): PollSource {
  const source = sources.find((candidate) => candidate.id === sourceId);
  if (source) return source;
  throw new LoopwatchError(
    'SETUP',
    `The source ${sourceId} is not among this worker's settings`,
    'Start every worker with the same sources.',
  );
}
