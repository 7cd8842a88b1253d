import { copyFile } from 'node:fs/promises';
import { ALL_BUCKETS } from '../../contract/buckets';
import type {
  FetchedFile,
  FileOutcome,
  ReadMark,
  ValidatedFile,
  ValidatedOutputPart,
} from '../../contract/inputs';
import { ConcurrencyLimit } from '../../domain/concurrency-limit';
import type { LogVersion, Segment } from '../../storage/catalogue/log-catalogue';
import { segmentFiles } from '../kit/segment-files';
import type { ActivityPorts } from '../ports';
import { countsOf, fileOutcome } from './file-outcome';
import { readState } from './file-state';

/** Each part holds its polls in memory, and the log's polls of the same time. */
const PARTS_AT_ONCE = 2;

/** Adds a file's new polls to the log: all its output parts become one log version. */
export async function appendPolls(
  { catalogue, blobs, computing, clock }: ActivityPorts,
  ingestionId: string,
  validated: ValidatedFile,
): Promise<FileOutcome> {
  const { file } = validated.fetched;
  const latest = await catalogue.log.latest();
  const added = await addToLog({ catalogue, blobs, computing }, latest, validated);
  const before = await catalogue.files.get(file.sourceId, file.fileId);
  const counts = countsOf(validated);
  const outcome = fileOutcome(file, {
    ...counts,
    state: 'accepted',
    kind: 'polls',
    accepted: added.accepted,
    duplicates: added.duplicates + counts.duplicates,
    disagreements: added.corrections + counts.disagreements,
    message: describeShrinking(validated.fetched, before?.mark ?? null),
  });
  await catalogue.log.commit({
    ingestionId,
    expectedVersion: latest?.version ?? 0,
    committedMicros: clock(),
    storesKey: added.storesKey,
    storeCount: added.storeCount,
    segments: added.segments,
    file: readState(validated, { ingestionId, rowsKey: null, nowMicros: clock(), before }),
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

/** What a file adds to the log. Its segments are in the blobs, but in no log version yet. */
interface AddedToLog {
  readonly accepted: number;
  /** Polls that the log already had. */
  readonly duplicates: number;
  /** Accepted polls whose status differs from the log's. */
  readonly corrections: number;
  readonly segments: readonly Segment[];
  readonly storesKey: string;
  readonly storeCount: number;
}

type AppendPorts = Pick<ActivityPorts, 'catalogue' | 'blobs' | 'computing'>;

/** Writes the new polls of each output part. Compares only with segments of the same time and stores. */
async function addToLog(
  ports: AppendPorts,
  latest: LogVersion | null,
  validated: ValidatedFile,
): Promise<AddedToLog> {
  const parts = partsOf(validated);
  const limit = new ConcurrencyLimit(PARTS_AT_ONCE);
  const [added, stores] = await Promise.all([
    Promise.all(parts.map((part) => limit.run(() => addPart(ports, latest, part)))),
    addStores(ports, latest, parts),
  ]);
  const sum = (count: (one: AddedPart) => number) => added.reduce((total, one) => total + count(one), 0);
  return {
    accepted: sum(({ accepted }) => accepted),
    duplicates: sum(({ duplicates }) => duplicates),
    corrections: sum(({ corrections }) => corrections),
    segments: added.flatMap(({ segment }) => (segment === null ? [] : [segment])),
    ...stores,
  };
}

function partsOf({ parts, rowsKey, rowsGood, span }: ValidatedFile): readonly ValidatedOutputPart[] {
  if (parts) return parts;
  return rowsKey !== null && span !== null ? [{ rowsKey, rows: rowsGood, buckets: ALL_BUCKETS, span }] : [];
}

interface AddedPart {
  readonly accepted: number;
  readonly duplicates: number;
  readonly corrections: number;
  readonly segment: Segment | null;
}

async function addPart(
  { catalogue, blobs, computing }: AppendPorts,
  latest: LogVersion | null,
  part: ValidatedOutputPart,
): Promise<AddedPart> {
  const { span, buckets } = part;
  const known = latest ? await catalogue.log.segments(latest.version, { span, buckets }) : [];
  const rowsPath = await blobs.localPath(part.rowsKey);
  if (known.length === 0) {
    const { key, sizeBytes } = await blobs.writeHashed('segments', 'parquet', (path) =>
      copyFile(rowsPath, path),
    );
    const segment = { key, rows: part.rows, corrections: 0, span, buckets, sizeBytes };
    return { accepted: part.rows, duplicates: 0, corrections: 0, segment };
  }
  const segments = await segmentFiles(blobs, known);
  const { key, sizeBytes, made } = await blobs.writeHashed('segments', 'parquet', (newSegmentPath) =>
    computing.run('mergePolls', { rowsPath, segments, newSegmentPath }),
  );
  const { accepted, duplicates, corrections } = made;
  const segment = made.span && { key, rows: accepted, corrections, span: made.span, buckets, sizeBytes };
  return { accepted, duplicates, corrections, segment };
}

async function addStores(
  { blobs, computing }: AppendPorts,
  latest: LogVersion | null,
  parts: readonly ValidatedOutputPart[],
): Promise<Pick<AddedToLog, 'storesKey' | 'storeCount'>> {
  const rowsPaths = await Promise.all(parts.map(({ rowsKey }) => blobs.localPath(rowsKey)));
  const storesPath = latest ? await blobs.localPath(latest.storesKey) : null;
  const { key, made } = await blobs.writeHashed('stores', 'parquet', (newStoresPath) =>
    computing.run('mergeStores', { rowsPaths, storesPath, newStoresPath }),
  );
  return { storesKey: key, storeCount: made };
}
