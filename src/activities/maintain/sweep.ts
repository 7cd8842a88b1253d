import type { Swept } from '../../contract/maintenance';
import { VERSIONED_KINDS } from '../../contract/versioned-inputs';
import { MICROS_PER_DAY } from '../../domain/time/instants';
import type { Blobs } from '../../storage/blobs/blobs';
import type { FileReferences } from '../../storage/catalogue/retention-catalogue';
import { RECORDS_FOLDER, reportOfRecord } from '../../storage/commits/kept-records';
import { requireOwnBlobs } from '../../storage/require-own-blobs';
import type { ActivityPorts } from '../ports';

/** The folders of data. What leaves them stays in the trash for a while. */
const DATA_FOLDERS = [
  'segments',
  'stores',
  ...VERSIONED_KINDS,
  'inputs',
  'quarantine',
  'reports',
  `${RECORDS_FOLDER}/reports`,
] as const;
/** The folders of unfinished work. */
const WORK_FOLDERS = ['incoming', 'probe', 'tmp'] as const;
const TRASH = 'trash';
const TRASH_DAYS = 7;
/** A run that was ended from outside stays on record as running. No step of an ingestion takes so long with its retries. */
const ABANDONED_DAYS = 7;
/** Files that one activity removes. */
const LIMIT = 20_000;

/**
 * Removes files that are a day old and that nothing refers to: files of log versions that neither the latest version nor
 * a report needs, and leftovers of killed attempts. Data stay in the trash for a week, under the same key.
 */
export function createSweep({ catalogue, blobs, clock }: ActivityPorts, limit = LIMIT) {
  return async (): Promise<Swept> => {
    // The catalogue may have been replaced since the start of this process.
    await requireOwnBlobs({ catalogue, blobs });
    const before = clock() - MICROS_PER_DAY;
    const abandonedBefore = clock() - ABANDONED_DAYS * MICROS_PER_DAY;
    const references = await catalogue.retention.references(before);
    let [files, bytes] = [0, 0];
    for (const folder of [...DATA_FOLDERS, ...WORK_FOLDERS]) {
      for await (const { key, sizeBytes, modifiedMicros } of blobs.list(folder)) {
        const isAbandoned = folder === 'incoming' && modifiedMicros < abandonedBefore;
        if (modifiedMicros >= before || (isNeeded(key, references) && !isAbandoned)) continue;
        if (files === limit) return { files, bytes, more: true };
        if (isData(key)) await blobs.copy(key, `${TRASH}/${key}`);
        await blobs.remove(key);
        files++;
        bytes += sizeBytes;
      }
    }
    await emptyTrash(blobs, clock() - TRASH_DAYS * MICROS_PER_DAY, limit);
    return { files, bytes, more: false };
  };
}

/** Removes at most so many files that have been in the trash since before the instant; the next sweep goes on. */
async function emptyTrash(blobs: Blobs, before: number, limit: number): Promise<void> {
  let files = 0;
  for await (const { key, modifiedMicros } of blobs.list(TRASH)) {
    if (modifiedMicros >= before) continue;
    if (files === limit) return;
    await blobs.remove(key);
    files++;
  }
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
