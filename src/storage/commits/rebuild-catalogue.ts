import { LoopwatchError } from '../../contract/errors';
import type { Blobs } from '../blobs/blobs';
import type { Catalogue } from '../catalogue/catalogue';
import { ownerOf } from '../require-own-blobs';
import { CommitLog } from './commit-log';
import { COMMIT_STREAMS, followCommits } from './follow-commits';
import { keptAdoption, keptIngestions, keptReports, keptStanding } from './kept-records';

export interface Rebuilt {
  readonly commits: number;
  readonly logVersion: number;
  readonly reports: number;
  readonly ingestions: number;
}

/**
 * Fills an empty catalogue from the commits and the reports' records in the blobs, and makes it the owner of the blobs.
 * @throws LoopwatchError SETUP where the catalogue is not empty, or the blobs hold no commit
 */
export async function rebuildCatalogue(catalogue: Catalogue, blobs: Blobs): Promise<Rebuilt> {
  await requireEmpty(catalogue);
  const log = new CommitLog(blobs);
  let commits = 0;
  for (const stream of COMMIT_STREAMS) commits += (await followCommits(catalogue, log, stream))?.number ?? 0;
  if (commits === 0) {
    throw new LoopwatchError(
      'SETUP',
      `There are no commits in ${blobs.location} to rebuild a catalogue from`,
      'Correct LOOPWATCH_DATA or LOOPWATCH_BLOBS, or restore a backup. Releases before 0.4 kept no commits.',
    );
  }
  let reports = 0;
  for await (const report of keptReports(blobs)) {
    await catalogue.reports.save(report);
    reports++;
  }
  let ingestions = 0;
  for await (const ingestion of keptIngestions(blobs)) {
    await catalogue.ingestions.restore(ingestion);
    ingestions++;
  }
  await restoreStanding(catalogue, blobs);
  const owner = await ownerOf(blobs);
  if (owner !== null) await catalogue.takeIdentity(owner);
  return { commits, reports, ingestions, logVersion: (await catalogue.log.latest())?.version ?? 0 };
}

async function restoreStanding({ standing }: Catalogue, blobs: Blobs): Promise<void> {
  const adoptedMicros = await keptAdoption(blobs);
  const reports = [];
  for await (const report of keptStanding(blobs)) reports.push(report);
  if (adoptedMicros !== null) return standing.adopt(reports, adoptedMicros);
  for (const report of reports) await standing.add(report);
}

async function requireEmpty(catalogue: Catalogue): Promise<void> {
  const hasLog = (await catalogue.log.latest()) !== null;
  const hasReports = (await catalogue.reports.page(null, 1)).length > 0;
  if (!hasLog && !hasReports) return;
  throw new LoopwatchError(
    'SETUP',
    `The catalogue ${catalogue.location} is not empty`,
    'Name an empty one with LOOPWATCH_CATALOGUE: a rebuilt catalogue replaces it whole.',
  );
}
