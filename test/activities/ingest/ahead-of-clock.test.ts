import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ActivityPorts } from '../../../src/activities/ports';
import { formatInstant, MICROS_PER_HOUR } from '../../../src/domain/time/instants';
import { FolderSource } from '../../../src/sources/folder-source';
import { ingestByHand } from '../../support/ingest-by-hand';
import { openWorkerPorts } from '../../support/ports';
import { POLLS } from '../../support/service';
import { tempFolder } from '../../support/temp-folder';

const folder = tempFolder();
const NOW = Date.parse('2023-01-23T12:00:00Z') * 1_000;
const at = (hours: number) =>
  formatInstant(NOW + hours * MICROS_PER_HOUR)
    .replace('T', ' ')
    .replace('Z', ' UTC');
const line = (store: number, hours: number) => `${store},active,${at(hours)}\n`;

let ports: ActivityPorts;
let file: string;
let next = 0;

beforeEach(async () => {
  const sourceDir = path.join(folder, `source-${next}`);
  mkdirSync(sourceDir);
  file = path.join(sourceDir, 'polls.csv');
  ports = await openWorkerPorts(path.join(folder, `data-${next++}`), [new FolderSource(sourceDir)]);
});
afterEach(() => ports.catalogue.close());

/** Ingests by a clock so many hours later. @returns the polls of the log, and the rows in quarantine now */
async function ingestAt(hours: number) {
  await ingestByHand({ ...ports, clock: () => NOW + hours * MICROS_PER_HOUR });
  const [state] = await ports.catalogue.files.all();
  const log = await ports.catalogue.log.latest();
  return { polls: log?.pollsTotal ?? 0, quarantined: state?.quarantined };
}

it('a poll ahead of the clock comes in once the clock has passed it, from a file that does not change', async () => {
  writeFileSync(file, POLLS + line(1, -1) + line(1, 3) + line(1, 10));
  expect(await ingestAt(0)).toEqual({ polls: 1, quarantined: 2 });
  expect(await ingestAt(1)).toEqual({ polls: 1, quarantined: 2 });
  expect(await ingestAt(2)).toEqual({ polls: 2, quarantined: 1 });
  expect(await ingestAt(9)).toEqual({ polls: 3, quarantined: 0 });
  const { version } = (await ports.catalogue.log.latest()) ?? {};
  expect(await ingestAt(20)).toEqual({ polls: 3, quarantined: 0 });
  expect((await ports.catalogue.log.latest())?.version).toBe(version);
});

it('it waits too while the file grows, whose other polls come in at once', async () => {
  writeFileSync(file, POLLS + line(1, -1) + line(1, 5));
  expect(await ingestAt(0)).toEqual({ polls: 1, quarantined: 1 });
  appendFileSync(file, line(2, 1));
  expect(await ingestAt(1)).toEqual({ polls: 2, quarantined: 1 });
  appendFileSync(file, line(2, 30));
  expect(await ingestAt(2)).toEqual({ polls: 2, quarantined: 2 });
  expect(await ingestAt(4)).toEqual({ polls: 3, quarantined: 1 });
  expect(await ingestAt(29)).toEqual({ polls: 4, quarantined: 0 });
});

it('a worker whose clock is behind loses nothing', async () => {
  writeFileSync(file, POLLS + line(1, -3) + line(1, -2) + line(1, -1));
  expect(await ingestAt(-5)).toEqual({ polls: 0, quarantined: 3 });
  expect(await ingestAt(0)).toEqual({ polls: 3, quarantined: 0 });
});
