import type { Verification } from '../../contract/maintenance';
import type { ActivityPorts } from '../ports';
import { verifyCommits } from './verify-commits';
import { type Share, verifyFiles } from './verify-files';
import { verifyRows } from './verify-rows';

/** A summary passes through Temporal, which limits its size. */
const MAX_TOLD = 20;
export const ALL_FILES: Share = { part: 0, parts: 1 };

/**
 * Verifies what is stored: the hash of each file, the chain of commits and the catalogue that follows it, the row counts
 * of the log, and that nothing is missing that a report needs. What can be made again is made again.
 */
export async function verifyStored(ports: ActivityPorts, share: Share): Promise<Verification> {
  const { commits, damages: ofCommits } = await verifyCommits(ports);
  const { files, bytes, unhashed, orphans, remade, damages: ofFiles } = await verifyFiles(ports, share);
  const ofRows = await verifyRows(ports);
  const damages = [...ofCommits, ...ofFiles, ...ofRows];
  return {
    nights: share.parts,
    files,
    bytes,
    commits,
    unhashed,
    orphans,
    remade: remade.slice(0, MAX_TOLD),
    remadeCount: remade.length,
    damages: damages.slice(0, MAX_TOLD),
    damageCount: damages.length,
  };
}
