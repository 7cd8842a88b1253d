import { LoopwatchError } from '../../contract/errors';
import type { SweepRequest, Swept } from '../../contract/maintenance';
import { VERSIONED_KINDS } from '../../contract/versioned-inputs';
import { MICROS_PER_DAY } from '../../domain/time/instants';
import type { BlobEntry } from '../../storage/blobs/blobs';
import { emptyTrash, moveToTrash, restoreFromTrash } from '../../storage/blobs/trash';
import type { FileReferences } from '../../storage/catalogue/retention-catalogue';
import { RECORDS_FOLDER, reportOfRecord } from '../../storage/commits/kept-records';
import { requireOwnBlobs } from '../../storage/require-own-blobs';
import type { ActivityPorts } from '../ports';
import { retiredSegments } from '../remake/retired-segments';

/** The folders of data. What leaves them stays in the trash for a while. */
const DATA_FOLDERS = [
  'stores',
  ...VERSIONED_KINDS,
  'inputs',
  'quarantine',
  'reports',
  `${RECORDS_FOLDER}/reports`,
] as const;
/** The folders of unfinished work. */
const WORK_FOLDERS = ['incoming', 'probe', 'tmp'] as const;
const TRASH_DAYS = 7;
/** A run that was ended from outside stays on record as running. No step of an ingestion takes so long with its retries. */
const ABANDONED_DAYS = 7;
/** Files that one activity removes. */
const LIMIT = 20_000;
/** So many segments that no merge retired may always go: a crash between a file and its commit leaves some. */
const FEW_SEGMENTS = 10;

/**
 * Removes files that are a day old and that nothing refers to: files of log versions that neither the latest version nor
 * a report needs, and leftovers of killed attempts. Data stay in the trash for a week, under the same key.
 */
export function createSweep(ports: ActivityPorts, limit = LIMIT) {
  return async ({ isConfirmed = false }: SweepRequest = {}): Promise<Swept> => {
    const { catalogue, blobs, clock } = ports;
    // The catalogue may have been replaced since the start of this process.
    await requireOwnBlobs({ catalogue, blobs });
    const before = clock() - MICROS_PER_DAY;
    const abandonedBefore = clock() - ABANDONED_DAYS * MICROS_PER_DAY;
    const references = await catalogue.retention.references(before);
    const unneeded = ({ key, modifiedMicros }: BlobEntry) => {
      const isAbandoned = key.startsWith('incoming/') && modifiedMicros < abandonedBefore;
      return modifiedMicros < before && (isAbandoned || !isNeeded(key, references));
    };
    const removed: BlobEntry[] = [];
    const remove = async (entry: BlobEntry) => {
      if (isData(entry.key)) await moveToTrash(blobs, entry.key);
      else await blobs.remove(entry.key);
      removed.push(entry);
    };
    const segments = await unneededSegments(ports, unneeded);
    if (!isConfirmed) await requireRetired(ports, segments);
    for (const entry of segments.unneeded.slice(0, limit)) await remove(entry);
    for (const folder of [...DATA_FOLDERS, ...WORK_FOLDERS])
      for await (const entry of blobs.list(folder)) {
        if (!unneeded(entry)) continue;
        if (removed.length === limit) return sweptOf(removed, true);
        await remove(entry);
      }
    await restoreNeeded(ports, before, removed);
    await emptyTrash(blobs, clock() - TRASH_DAYS * MICROS_PER_DAY, limit);
    return sweptOf(removed, false);
  };
}

function sweptOf(removed: readonly BlobEntry[], more: boolean): Swept {
  return { files: removed.length, bytes: removed.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0), more };
}

interface Segments {
  readonly count: number;
  readonly unneeded: readonly BlobEntry[];
}

async function unneededSegments(
  { blobs }: ActivityPorts,
  isUnneeded: (entry: BlobEntry) => boolean,
): Promise<Segments> {
  const unneeded: BlobEntry[] = [];
  let count = 0;
  for await (const entry of blobs.list('segments')) {
    count++;
    if (isUnneeded(entry)) unneeded.push(entry);
  }
  return { count, unneeded };
}

/**
 * Requires that merges and the retention explain why all but a few of the segments are unneeded.
 * @throws LoopwatchError LIMIT_REACHED
 */
async function requireRetired({ blobs }: ActivityPorts, { count, unneeded }: Segments): Promise<void> {
  const allowed = Math.max(FEW_SEGMENTS, Math.floor(count / 10));
  if (unneeded.length <= allowed) return;
  const retired = await retiredSegments(blobs);
  const unexplained = unneeded.filter(({ key }) => !retired.has(key));
  if (unexplained.length <= allowed) return;
  throw new LoopwatchError(
    'LIMIT_REACHED',
    `Nothing refers to ${unexplained.length} of the ${count} segments in ${blobs.location}, such as ${unexplained[0]?.key}, and no merge replaced them. That is more than a tenth, so no file was removed`,
    'Run "loopwatch verify". If they are not needed, remove them with "loopwatch maintain --yes": they stay in the trash for 7 days.',
  );
}

/** An ingestion may have written the same content again while it was on its way to the trash. */
async function restoreNeeded(
  { catalogue, blobs }: ActivityPorts,
  before: number,
  removed: readonly BlobEntry[],
): Promise<void> {
  if (removed.length === 0) return;
  const references = await catalogue.retention.references(before);
  for (const { key } of removed)
    if (isData(key) && isNeeded(key, references)) await restoreFromTrash(blobs, key);
}

function isData(key: string): boolean {
  const [folder, , part] = key.split('/');
  const isWorkOfReport = folder === 'reports' && part === 'work';
  return !isWorkOfReport && !WORK_FOLDERS.some((each) => each === folder);
}

function isNeeded(key: string, { keys, reports, runningIngestions }: FileReferences): boolean {
  if (keys.has(key)) return true;
  const [folder, owner = '', part] = key.split('/');
  switch (folder) {
    case 'incoming':
    case 'quarantine':
      return runningIngestions.has(owner);
    case 'reports': {
      const state = reports.get(owner);
      return state === 'Running' || (state === 'Completed' && part !== 'work');
    }
    case RECORDS_FOLDER:
      return reports.has(reportOfRecord(key) ?? '');
    default:
      return false;
  }
}
