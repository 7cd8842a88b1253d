import { copyFile } from 'node:fs/promises';
import { ALL_BUCKETS } from '../../contract/buckets';
import type { ValidatedFile, ValidatedOutputPart } from '../../contract/inputs';
import { ConcurrencyLimit } from '../../domain/concurrency-limit';
import type { LogCatalogue, LogVersion, Segment } from '../../storage/catalogue/log-catalogue';
import { segmentFiles } from '../kit/segment-files';
import type { ActivityPorts } from '../ports';
import type { LaterStatements } from './later-statements';

/** Each part holds its polls in memory, and the log's polls of the same time. */
const PARTS_AT_ONCE = 2;

/** What a file adds to the log. Its segments are in the blobs, but in no log version yet. */
export interface AddedToLog {
  readonly accepted: number;
  /** Polls that the log already had. */
  readonly duplicates: number;
  /** Accepted polls whose status differs from the log's. */
  readonly corrections: number;
  /** Polls whose status differs from that of a later file, which holds; among the duplicates. */
  readonly overruled: number;
  readonly segments: readonly Segment[];
  readonly storesKey: string;
  readonly storeCount: number;
}

type LatestLog = Pick<LogVersion, 'version' | 'storesKey'>;

interface AppendPorts extends Pick<ActivityPorts, 'blobs' | 'computing'> {
  readonly catalogue: { readonly log: Pick<LogCatalogue, 'segments'> };
}

/** Writes the new polls of each output part. Compares only with segments of the same time and stores. */
export async function addToLog(
  ports: AppendPorts,
  latest: LatestLog | null,
  validated: ValidatedFile,
  later: LaterStatements,
): Promise<AddedToLog> {
  const parts = partsOf(validated);
  const limit = new ConcurrencyLimit(PARTS_AT_ONCE);
  const [added, stores] = await Promise.all([
    Promise.all(parts.map((part) => limit.run(() => addPart(ports, latest, part, later)))),
    addStores(ports, latest, parts),
  ]);
  const sum = (count: (one: AddedPart) => number) => added.reduce((total, one) => total + count(one), 0);
  return {
    accepted: sum(({ accepted }) => accepted),
    duplicates: sum(({ duplicates }) => duplicates),
    corrections: sum(({ corrections }) => corrections),
    overruled: sum(({ overruled }) => overruled),
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
  readonly overruled: number;
  readonly segment: Segment | null;
}

async function addPart(
  { catalogue, blobs, computing }: AppendPorts,
  latest: LatestLog | null,
  part: ValidatedOutputPart,
  later: LaterStatements,
): Promise<AddedPart> {
  const { span, buckets } = part;
  const known = latest ? await catalogue.log.segments(latest.version, { span, buckets }) : [];
  const rowsPath = await blobs.localPath(part.rowsKey);
  if (known.length === 0) {
    const { key, sizeBytes } = await blobs.writeHashed('segments', 'parquet', (path) =>
      copyFile(rowsPath, path),
    );
    const segment = { key, rows: part.rows, corrections: 0, span, buckets, sizeBytes };
    return { accepted: part.rows, duplicates: 0, corrections: 0, overruled: 0, segment };
  }
  const segments = await segmentFiles(blobs, known);
  const { key, sizeBytes, made } = await blobs.writeHashed('segments', 'parquet', async (newSegmentPath) => {
    const inputs = { rowsPath, segments, newSegmentPath };
    const merged = await computing.run('mergePolls', { ...inputs, laterPaths: [] });
    const laterPaths = merged.corrections === 0 ? [] : await later.paths(span);
    return laterPaths.length === 0 ? merged : computing.run('mergePolls', { ...inputs, laterPaths });
  });
  const { accepted, duplicates, corrections, overruled } = made;
  const segment = made.span && { key, rows: accepted, corrections, span: made.span, buckets, sizeBytes };
  return { accepted, duplicates, corrections, overruled, segment };
}

async function addStores(
  { blobs, computing }: AppendPorts,
  latest: LatestLog | null,
  parts: readonly ValidatedOutputPart[],
): Promise<Pick<AddedToLog, 'storesKey' | 'storeCount'>> {
  const rowsPaths = await Promise.all(parts.map(({ rowsKey }) => blobs.localPath(rowsKey)));
  const storesPath = latest ? await blobs.localPath(latest.storesKey) : null;
  const { key, made } = await blobs.writeHashed('stores', 'parquet', (newStoresPath) =>
    computing.run('mergeStores', { rowsPaths, storesPath, newStoresPath }),
  );
  return { storesKey: key, storeCount: made };
}
