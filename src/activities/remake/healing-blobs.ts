import { rowsFolder, VERSIONED_KINDS } from '../../contract/versioned-inputs';
import type { Blobs } from '../../storage/blobs/blobs';
import { DamagedBlob } from '../../storage/blobs/damaged-blob';
import { restoreFromTrash } from '../../storage/blobs/trash';
import { withLocalPath } from '../../storage/blobs/with-local-path';
import type { ActivityPorts } from '../ports';
import { originOf } from './origin-of';
import { remakeInputs } from './remake-inputs';
import { remakeLog, type Wish } from './remake-log';

type Ports = Pick<ActivityPorts, 'blobs' | 'computing'>;

const LOG_FOLDERS = ['segments/', 'stores/'] as const;
/** A merge of damaged segments needs them first. */
const MAX_DAMAGED = 50;

/**
 * The same blobs: what the commits can make again is made again when it is found missing or damaged.
 * @param onHealed told the key
 */
export function healingBlobs(ports: Ports, onHealed: (key: string) => void): Blobs {
  const { blobs } = ports;
  const healing = new Map<string, Promise<boolean>>();
  return withLocalPath(blobs, async (key) => {
    try {
      return await blobs.localPath(key);
    } catch (error) {
      if (!(error instanceof DamagedBlob)) throw error;
      const heal = healing.get(key) ?? healBlob(ports, key).finally(() => healing.delete(key));
      healing.set(key, heal);
      if (!(await heal)) throw await withOrigin(blobs, error);
      onHealed(key);
      return blobs.localPath(key);
    }
  });
}

/**
 * Reads a whole file, even if this process has read it before, and makes it again where it is damaged.
 * @throws LoopwatchError STORAGE_DAMAGED where that is not possible
 */
export async function requireIntact(ports: Ports, key: string): Promise<void> {
  try {
    await ports.blobs.check(key);
  } catch (error) {
    if (!(error instanceof DamagedBlob)) throw error;
    if (!(await healBlob(ports, key))) throw await withOrigin(ports.blobs, error);
  }
}

/**
 * Takes a missing file back from the trash, or makes a damaged one again.
 * @returns false where the commits cannot tell how, or something that it needs is lost
 */
export async function healBlob(ports: Ports, key: string): Promise<boolean> {
  if (!(await ports.blobs.exists(key)) && (await restoreIntact(ports.blobs, key))) return true;
  const wanted = new Set([key]);
  while (wanted.size <= MAX_DAMAGED) {
    try {
      return (await remake(ports, key, wanted)).has(key);
    } catch (error) {
      if (!(error instanceof DamagedBlob)) throw error;
      if (wanted.has(error.key)) return false;
      wanted.add(error.key);
    }
  }
  return false;
}

async function restoreIntact(blobs: Blobs, key: string): Promise<boolean> {
  try {
    return await restoreFromTrash(blobs, key);
  } catch (error) {
    if (error instanceof DamagedBlob) return false;
    throw error;
  }
}

async function remake(ports: Ports, key: string, wanted: ReadonlySet<string>): Promise<ReadonlySet<string>> {
  // A list of stores is made from the one before it, which was removed when nothing needed it any more.
  const isLost = async (other: string) =>
    key.startsWith('stores/') && other.startsWith('stores/') && !(await ports.blobs.exists(other));
  const wish: Wish = {
    isWanted: async (other) => wanted.has(other) || isLost(other),
    onFailure: (error) => {
      throw error;
    },
  };
  if (LOG_FOLDERS.some((folder) => key.startsWith(folder))) return remakeLog(ports, wish);
  const kind = VERSIONED_KINDS.find(
    (each) => key.startsWith(`${each}/`) || key.startsWith(`${rowsFolder(each)}/`),
  );
  return kind === undefined ? new Set() : remakeInputs(ports, kind, wish);
}

/** Adds which version the file belongs to, and where it came from. */
async function withOrigin(blobs: Blobs, error: DamagedBlob): Promise<DamagedBlob> {
  const origin = await originOf(blobs, error.key);
  if (origin === null) return error;
  return new DamagedBlob(error.key, `${error.message}. It is ${origin}`, error.remedy ?? '', {
    cause: error,
  });
}
