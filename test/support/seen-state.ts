import { readFile } from 'node:fs/promises';
import type { ActivityPorts } from '../../src/activities/ports';
import { VERSIONED_KINDS } from '../../src/contract/versioned-inputs';

/** All that people see of a catalogue, and the bytes of all reports. */
export async function seenState({ catalogue, blobs }: Pick<ActivityPorts, 'catalogue' | 'blobs'>) {
  const log = await catalogue.log.latest();
  const reports = await catalogue.reports.page(null, 99);
  const bytes = reports.flatMap(({ files }) =>
    files.map(async ({ key }) => [key, await readFile(await blobs.localPath(key), 'base64')]),
  );
  return {
    log,
    growth: await catalogue.log.lastGrowth(),
    segments: await catalogue.log.segments(log?.version ?? 0),
    earlier: await catalogue.log.segments(1),
    inputs: await Promise.all(VERSIONED_KINDS.map((kind) => catalogue.inputs.newest(kind))),
    files: (await catalogue.files.all())
      .filter(({ state }) => state === 'read')
      .map(({ revision: _, ...file }) => file),
    quarantined: await catalogue.ingestions.quarantined({ ingestionId: null, after: null, limit: 99 }),
    ingestions: await catalogue.ingestions.page(null, 99),
    reports,
    standing: await catalogue.standing.all(),
    bytes: await Promise.all(bytes),
    identity: await catalogue.identity(),
  };
}
