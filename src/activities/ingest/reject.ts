import type { RejectRequest } from '../../contract/ingest-payloads';
import type { FileOutcome } from '../../contract/inputs';
import type { ActivityPorts } from '../ports';
import { fileOutcome } from './file-outcome';
import { toTryAgain } from './reading';

/** Records why a file cannot be used. Its earlier polls stay in the log; an unchanged file is not tried again. */
export function createReject({ catalogue, clock }: ActivityPorts) {
  return async ({ ingestion, file, message, tryAgain, ...request }: RejectRequest): Promise<FileOutcome> => {
    const done = await catalogue.ingestions.outcome(ingestion.ingestionId, file.sourceId, file.fileId);
    // The commit succeeded and only its answer was lost.
    if (done && done.state !== 'rejected') return done;
    const before = await catalogue.files.get(file.sourceId, file.fileId);
    const kind = request.kind ?? before?.kind ?? null;
    const outcome = fileOutcome(file, { state: 'rejected', kind, message });
    const state = {
      sourceId: file.sourceId,
      fileId: file.fileId,
      name: file.name,
      kind,
      fingerprint: tryAgain ? toTryAgain(before?.fingerprint ?? '') : file.fingerprint,
      mark: before?.mark ?? null,
      rowsKey: before?.rowsKey ?? null,
      state: 'rejected' as const,
      message,
      quarantined: before?.quarantined ?? 0,
      reading: before?.reading ?? null,
      updatedMicros: clock(),
    };
    await catalogue.files.save(state, ingestion.ingestionId, outcome, null);
    return outcome;
  };
}
