import { appendFileSync, cpSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ActivityPorts } from '../../src/activities/ports';
import { toNoticeTargets } from '../../src/contract/notices';
import { FolderSource } from '../../src/sources/folder-source';
import { defaultOptions } from './default-options';
import { compactByHand } from './maintain-by-hand';
import { openWorkerPorts } from './ports';
import { SAMPLE } from './sample';
import { ingestInProcess, reportInProcess } from './workflows-by-hand';

interface Places {
  readonly data: string;
  readonly source: string;
}

let made: Promise<Places> | null = null;

/**
 * A data folder with a history: a file that grew, a rejected one, quarantined rows, merged segments, reports. It is made
 * once for a test file; each call gives a copy, with the same source.
 */
export async function storedHistory(folder: string) {
  made ??= makeHistory(path.join(folder, 'first'));
  const { data: original, source } = await made;
  const data = path.join(folder, 'data');
  cpSync(original, data, { recursive: true });
  const open = () => openWorkerPorts(data, [new FolderSource(source)]);
  return { data, source, open, ports: await open() };
}

async function makeHistory(folder: string): Promise<Places> {
  const [data, source] = [path.join(folder, 'data'), path.join(folder, 'source')];
  cpSync(SAMPLE, source, { recursive: true });
  const ports = await openWorkerPorts(data, [new FolderSource(source)]);
  await ingestInProcess(ports);
  await reportInProcess(ports, defaultOptions());
  const grow = (lines: string) => appendFileSync(path.join(source, 'store_status.csv'), lines);
  grow('late,active,2023-01-20 10:00:00 UTC\nlate,broken,2023-01-20 11:00:00 UTC\n');
  await ingestInProcess(ports);
  grow('late,active,2023-01-20 12:00:00 UTC\n');
  writeFileSync(path.join(source, 'odd.csv'), 'store_id,status\n1,active\n');
  await ingestInProcess(ports);
  expect((await compactByHand(ports)).some(({ merged }) => merged)).toBe(true);
  await reportInProcess(ports, { ...defaultOptions(), method: 'count', formats: ['csv'] });
  await expect(
    reportInProcess({ ...ports, computing: NO_COMPUTING }, { ...defaultOptions(), holdSeconds: 60 }),
  ).rejects.toThrow();
  const time = { weekday: null, hour: 7, minute: 0, timezone: 'UTC' };
  const targets = toNoticeTargets({ emails: ['ann@example.com'] });
  for (const name of ['kept', 'removed'])
    await ports.catalogue.standing.add({ id: name, name, options: defaultOptions(), time, targets });
  await ports.catalogue.standing.remove('removed');
  await ports.catalogue.close();
  return { data, source };
}

const NO_COMPUTING: ActivityPorts['computing'] = {
  run: async () => {
    throw new Error('no room');
  },
  close: async () => undefined,
};
