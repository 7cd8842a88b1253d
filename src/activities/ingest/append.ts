import type { AppendRequest } from '../../contract/ingest-payloads';
import type { FileOutcome } from '../../contract/inputs';
import type { ActivityPorts } from '../ports';
import { appendPolls } from './append-polls';
import { appendRows } from './append-rows';
import { makeNextVersion } from './next-version';

/**
 * Commits a validated file: polls to the log, and the rows of hours and timezones for their next version. A repeated
 * call in the same ingestion returns the first outcome.
 */
export function createAppend(ports: ActivityPorts) {
  return async ({ ingestion, validated, versionsAtEnd = false }: AppendRequest): Promise<FileOutcome> => {
    const { ingestionId } = ingestion;
    const { sourceId, fileId } = validated.fetched.file;
    const outcomeNow = () => ports.catalogue.ingestions.outcome(ingestionId, sourceId, fileId);
    const { kind } = validated;
    const done = await outcomeNow();
    if (kind === 'polls') return done ?? appendPolls(ports, ingestionId, validated);
    const outcome = done ?? (await appendRows(ports, ingestionId, validated, kind));
    if (versionsAtEnd) return outcome;
    // An ingestion that began under an earlier release makes a version after each file.
    await makeNextVersion(ports, ingestionId, kind);
    return (await outcomeNow()) ?? outcome;
  };
}
