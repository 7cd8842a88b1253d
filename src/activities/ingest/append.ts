import type { AppendRequest } from '../../contract/ingest-payloads';
import type { FileOutcome } from '../../contract/inputs';
import type { ActivityPorts } from '../ports';
import { appendPolls } from './append-polls';
import { appendVersion } from './append-version';

/**
 * Commits a validated file: polls to the log, hours and timezones as their next version. A repeated call in the same
 * ingestion returns the first outcome.
 */
export function createAppend(ports: ActivityPorts) {
  return async ({ ingestion, validated }: AppendRequest): Promise<FileOutcome> => {
    const { sourceId, fileId } = validated.fetched.file;
    const done = await ports.catalogue.ingestions.outcome(ingestion.ingestionId, sourceId, fileId);
    if (done) return done;
    return validated.kind === 'polls'
      ? appendPolls(ports, ingestion.ingestionId, validated)
      : appendVersion(ports, ingestion.ingestionId, validated, validated.kind);
  };
}
