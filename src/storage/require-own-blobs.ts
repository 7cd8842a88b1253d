import { writeFile } from 'node:fs/promises';
import { LoopwatchError } from '../contract/errors';
import type { Blobs } from './blobs/blobs';
import type { Catalogue } from './catalogue/catalogue';

/** Its keys are the ids of the catalogues that the blobs belong to: one. */
const FOLDER = 'identity';

interface Stored {
  readonly catalogue: Pick<Catalogue, 'location' | 'identity' | 'log'>;
  readonly blobs: Blobs;
}

/**
 * Requires that the blobs belong to the catalogue, and notes in new blobs whose they are. An empty, lost or other
 * catalogue names none of the files that are there: a sweep would remove them all.
 * @throws LoopwatchError SETUP
 */
export async function requireOwnBlobs(stored: Stored): Promise<void> {
  if (await areOwnBlobs(stored)) return;
  const { catalogue, blobs } = stored;
  await blobs.write(`${FOLDER}/${await catalogue.identity()}`, (path) => writeFile(path, ''));
}

/** The same check, which writes nothing. @returns false: they belong to no catalogue yet. @throws LoopwatchError SETUP */
export async function areOwnBlobs({ catalogue, blobs }: Stored): Promise<boolean> {
  const id = await catalogue.identity();
  const found = await firstKey(blobs, FOLDER);
  if (found === `${FOLDER}/${id}`) return true;
  if (found !== null) {
    throw new LoopwatchError(
      'SETUP',
      `The files in ${blobs.location} belong to another catalogue than ${catalogue.location}`,
      REMEDY,
    );
  }
  await requireFittingLog({ catalogue, blobs });
  return false;
}

/** For blobs that were checked at the start. @throws LoopwatchError UNAVAILABLE where they are gone since */
export async function requireStillThere(blobs: Blobs, catalogueId: string): Promise<void> {
  if (await blobs.exists(`${FOLDER}/${catalogueId}`)) return;
  throw new LoopwatchError(
    'UNAVAILABLE',
    `The stored files in ${blobs.location} are gone: they no longer carry the id of their catalogue`,
    'Check whether the disk is mounted and LOOPWATCH_BLOBS is right, or restore the catalogue and the blobs from one backup.',
  );
}

/** Blobs that an earlier release wrote carry no id. */
async function requireFittingLog({ catalogue, blobs }: Stored): Promise<void> {
  const hasLog = (await catalogue.log.latest()) !== null;
  const hasSegments = (await firstKey(blobs, 'segments')) !== null;
  if (hasLog === hasSegments) return;
  const what = hasLog
    ? `The catalogue ${catalogue.location} has a log, and none of its files is in ${blobs.location}`
    : `The files of a log are in ${blobs.location}, and the catalogue ${catalogue.location} is empty`;
  throw new LoopwatchError('SETUP', what, REMEDY);
}

/** The id of the catalogue that the blobs belong to. */
export async function ownerOf(blobs: Blobs): Promise<string | null> {
  const key = await firstKey(blobs, FOLDER);
  return key === null ? null : key.slice(FOLDER.length + 1);
}

const REMEDY =
  'Correct LOOPWATCH_DATA, LOOPWATCH_CATALOGUE and LOOPWATCH_BLOBS so that they belong together. If the catalogue is lost, "loopwatch rebuild" makes it again from the stored files. No stored file was removed.';

async function firstKey(blobs: Blobs, folder: string): Promise<string | null> {
  for await (const { key } of blobs.list(folder)) return key;
  return null;
}
