import type { Swept } from '../../contract/maintenance';
import { VERSIONED_KINDS } from '../../contract/versioned-inputs';
import { MICROS_PER_DAY } from '../../domain/time/instants';
import type { FileReferences } from '../../storage/catalogue/retention-catalogue';
import { requireOwnBlobs } from '../../storage/require-own-blobs';
import type { ActivityPorts } from '../ports';

/** Every folder of the blobs. */
const FOLDERS = [
  'segments',
  'stores',
  ...VERSIONED_KINDS,
  'inputs',
  'quarantine',
  'reports',
  'incoming',
  'probe',
  'tmp',
] as const;
/** Files that one activity removes. */
const LIMIT = 20_000;

/**
 * Removes files that are a day old and that nothing refers to: files of log versions that neither the latest version nor
 * a report needs, and leftovers of killed attempts.
 */
export function createSweep({ catalogue, blobs, clock }: ActivityPorts, limit = LIMIT) {
  return async (): Promise<Swept> => {
    // The catalogue may have been replaced since the start of this process.
    await requireOwnBlobs({ catalogue, blobs });
    const before = clock() - MICROS_PER_DAY;
    const references = await catalogue.retention.references(before);
    let [files, bytes] = [0, 0];
    for (const folder of FOLDERS) {
      for await (const { key, sizeBytes, modifiedMicros } of blobs.list(folder)) {
        if (modifiedMicros >= before || isNeeded(key, references)) continue;
        if (files === limit) return { files, bytes, more: true };
        await blobs.remove(key);
        files++;
        bytes += sizeBytes;
      }
    }
    return { files, bytes, more: false };
  };
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
    default:
      return false;
  }
}
