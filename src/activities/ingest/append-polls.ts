import type { Delivery } from '../../contract/file-reading';
import type { FetchedFile, FileOutcome, ReadMark, SourceFile, ValidatedFile } from '../../contract/inputs';
import type { SourceFileState } from '../../storage/catalogue/file-catalogue';
import type { LogVersion } from '../../storage/catalogue/log-catalogue';
import type { ActivityPorts } from '../ports';
import { type AddedToLog, addToLog } from './add-to-log';
import { countsOf, fileOutcome } from './file-outcome';
import { readState } from './file-state';
import { keepDelivery } from './keep-delivery';
import { laterStatements } from './later-statements';

/** Adds a file's new polls to the log: all its output parts become one log version. */
export async function appendPolls(
  ports: ActivityPorts,
  ingestionId: string,
  validated: ValidatedFile,
): Promise<FileOutcome> {
  const { catalogue } = ports;
  const { file } = validated.fetched;
  const latest = await catalogue.log.latest();
  const before = await catalogue.files.get(file.sourceId, file.fileId);
  const sourceIds = ports.sources.map(({ id }) => id);
  const later = laterStatements(ports, { file, sourceIds, before: null });
  try {
    const [added, delivery] = await Promise.all([
      addToLog(ports, latest, validated, later),
      keepDelivery(ports, validated, before),
    ]);
    return await commitPolls(ports, {
      ingestionId,
      latest,
      before,
      validated,
      added,
      delivery,
      unknown: later.unknown(),
    });
  } finally {
    await later.remove();
  }
}

interface PollsToCommit {
  readonly ingestionId: string;
  readonly latest: LogVersion | null;
  readonly before: SourceFileState | null;
  readonly validated: ValidatedFile;
  readonly added: AddedToLog;
  readonly delivery: Delivery | null;
  /** Names of later files whose polls are not known any more. */
  readonly unknown: readonly string[];
}

async function commitPolls(
  { catalogue, clock }: ActivityPorts,
  { ingestionId, latest, before, validated, added, delivery, unknown }: PollsToCommit,
): Promise<FileOutcome> {
  const { file } = validated.fetched;
  const counts = countsOf(validated);
  const outcome = fileOutcome(file, {
    ...counts,
    state: 'accepted',
    kind: 'polls',
    accepted: added.accepted,
    duplicates: added.duplicates + counts.duplicates,
    disagreements: added.corrections + added.overruled + counts.disagreements,
    message: joinSentences([
      describeShrinking(validated.fetched, before?.mark ?? null),
      describeOpenLine(validated),
      describeUnknown(file, unknown),
    ]),
  });
  await catalogue.log.commit({
    ingestionId,
    expectedVersion: latest?.version ?? 0,
    committedMicros: clock(),
    storesKey: added.storesKey,
    storeCount: added.storeCount,
    segments: added.segments,
    file: readState(validated, { ingestionId, rowsKey: null, nowMicros: clock(), before, delivery }),
    expectedRevision: validated.fetched.revision ?? null,
    outcome,
  });
  return outcome;
}

/** A file can only add to the log, so lost rows deserve a message. null: it did not shrink. */
function describeShrinking({ file, sizeBytes }: FetchedFile, mark: ReadMark | null): string | null {
  if (!mark || sizeBytes >= mark.bytes) return null;
  return `${file.name} is shorter than when it was last read (${sizeBytes} of ${mark.bytes} bytes): the log keeps every poll that it had.`;
}

function describeOpenLine({ hasOpenLine, fetched }: ValidatedFile): string | null {
  if (!hasOpenLine) return null;
  return `The last line of ${fetched.file.name} does not end in a newline, so it may not be complete: it waits until the next ingestion finds the file unchanged.`;
}

function describeUnknown({ name }: SourceFile, unknown: readonly string[]): string | null {
  if (unknown.length === 0) return null;
  return `Some polls of ${name} have another status in the log. Later files, such as ${unknown[0]}, may have given it, but they are not kept any more. So the polls of ${name} hold.`;
}

function joinSentences(sentences: readonly (string | null)[]): string | null {
  const told = sentences.flatMap((sentence) => sentence ?? []);
  return told.length === 0 ? null : told.join(' ');
}
