import { ALL_BUCKETS } from '../contract/buckets';
import type { FetchedFile, FileOutcome, ReadMark, ValidatedFile } from '../contract/inputs';
import type { MergedPolls } from '../frames/merge-polls';
import type { LogVersion, Segment } from '../store/catalogue';
import { readState } from './file-state';
import type { ActivityPorts } from './ports';

/** Adds a file's new polls to the log as one segment and one version. */
export async function appendPolls(
  { catalogue, blobs, computing, clock }: ActivityPorts,
  ingestionId: string,
  validated: ValidatedFile,
): Promise<FileOutcome> {
  const { file } = validated.fetched;
  const latest = await catalogue.log.latest();
  const merged = await mergeIntoLog({ catalogue, blobs, computing }, latest, validated);
  const before = await catalogue.files.get(file.sourceId, file.fileId);
  const outcome: FileOutcome = {
    sourceId: file.sourceId,
    fileId: file.fileId,
    name: file.name,
    state: 'accepted',
    kind: 'polls',
    rowsIn: validated.rowsIn,
    accepted: merged.polls.accepted,
    duplicates: merged.polls.duplicates + validated.duplicatesInFile,
    disagreements: merged.polls.corrections + validated.disagreementsInFile,
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
    storesKey: merged.storesKey,
    storeCount: merged.polls.storeCount,
    segments: merged.segments,
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

interface MergedLog {
  readonly polls: MergedPolls;
  readonly storesKey: string;
  readonly segments: readonly Segment[];
}

async function mergeIntoLog(
  { catalogue, blobs, computing }: Pick<ActivityPorts, 'catalogue' | 'blobs' | 'computing'>,
  latest: LogVersion | null,
  validated: ValidatedFile,
): Promise<MergedLog> {
  const segments =
    latest && validated.span ? await catalogue.log.segments(latest.version, { span: validated.span }) : [];
  const files = await Promise.all(
    segments.map(async ({ key, corrections }) => ({ path: await blobs.localPath(key), corrections })),
  );
  const rowsPath = await blobs.localPath(validated.rowsKey);
  const storesPath = latest ? await blobs.localPath(latest.storesKey) : null;
  const segment = await blobs.writeHashed('segments', 'parquet', (newSegmentPath) =>
    blobs.writeHashed('stores', 'parquet', (newStoresPath) =>
      computing.run('mergePolls', { rowsPath, segments: files, storesPath, newSegmentPath, newStoresPath }),
    ),
  );
  const polls = segment.made.made;
  return {
    polls,
    storesKey: segment.made.key,
    segments: polls.span
      ? [
          {
            key: segment.key,
            rows: polls.accepted,
            corrections: polls.corrections,
            span: polls.span,
            buckets: ALL_BUCKETS,
            sizeBytes: segment.sizeBytes,
          },
        ]
      : [],
  };
}
