import { DamagedBlob } from '../../storage/blobs/damaged-blob';
import type { ActivityPorts } from '../ports';

/** Compares the row count of each segment of the latest version with its commit. @returns what differs, in words */
export async function verifyRows({ catalogue, blobs, computing }: ActivityPorts): Promise<string[]> {
  const latest = await catalogue.log.latest();
  if (!latest) return [];
  const damages: string[] = [];
  for (const { key, rows, addedVersion } of await catalogue.log.segments(latest.version)) {
    const found = await blobs
      .localPath(key)
      .then((path) => computing.run('countRows', { path }))
      .catch(unlessDamaged);
    if (found !== null && found !== rows)
      damages.push(`The segment ${key} of log version ${addedVersion} has ${found} rows instead of ${rows}.`);
  }
  return damages;
}

/** A damaged file has been told already. */
function unlessDamaged(error: unknown): null {
  if (error instanceof DamagedBlob) return null;
  throw error;
}
