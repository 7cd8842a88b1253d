import type { FetchedFile, FileOutcome, ReadMark, ValidatedFile } from '../../contract/inputs';
import type { ActivityPorts } from '../ports';
import { addToLog } from './add-to-log';
import { readState } from './file-state';

/** Adds a file's new polls to the log, all of its parts as one version. */
export async function appendPolls(
  { catalogue, blobs, computing, clock }: ActivityPorts,
  ingestionId: string,
  validated: ValidatedFile,
): Promise<FileOutcome> {
  const { file } = validated.fetched;
  const latest = await catalogue.log.latest();
  const added = await addToLog({ catalogue, blobs, computing }, latest, validated);
  const before = await catalogue.files.get(file.sourceId, file.fileId);
  const outcome: FileOutcome = {
    sourceId: file.sourceId,
    fileId: file.fileId,
    name: file.name,
    state: 'accepted',
    kind: 'polls',
    rowsIn: validated.rowsIn,
    accepted: added.accepted,
    duplicates: added.duplicates + validated.duplicatesInFile,
    disagreements: added.corrections + validated.disagreementsInFile,
    quarantined: validated.quarantined,
    reasons: validated.reasons,
    quarantineKey: validated.quarantineKey,
    message: describeShrinking(validated.fetched, before?.mark ?? null),
  };
  const earlier = validated.fetched.resumeFrom === null ? 0 : (before?.quarantined ?? 0);
  await catalogue.log.commit({
    ingestionId,
    expectedVersion: latest?.version ?? 0,
    committedMicros: clock(),
    storesKey: added.storesKey,
    storeCount: added.storeCount,
    segments: added.segments,
    file: readState(validated, {
      rowsKey: null,
      quarantined: earlier + validated.quarantined,
      nowMicros: clock(),
    }),
    outcome,
  });
  return outcome;
}

/** A file can only add to the log, so one that lost rows is worth a word; null where it did not shrink. */
function describeShrinking({ file, sizeBytes }: FetchedFile, mark: ReadMark | null): string | null {
  if (!mark || sizeBytes >= mark.bytes) return null;
  return `${file.name} is shorter than when it was last read (${sizeBytes} of ${mark.bytes} bytes): the log keeps every poll that it had.`;
}
