import { readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import type { ActivityPorts } from '../../../src/activities/ports';
import { recomputeReport } from '../../../src/activities/verify/recompute-report';
import { verifyFiles } from '../../../src/activities/verify/verify-files';
import { ALL_FILES, verifyStored } from '../../../src/activities/verify/verify-stored';
import { describeVerification } from '../../../src/domain/wording/describe-maintenance';
import { storedHistory } from '../../support/stored-history';
import { tempFolder } from '../../support/temp-folder';

const root = tempFolder();
let next = 0;
const history = () => storedHistory(path.join(root, String(next++)));

/** Changes one bit, and keeps the size and the time. */
function flipBit(file: string): void {
  const [bytes, { atime, mtime }] = [readFileSync(file), statSync(file)];
  const middle = Math.floor(bytes.length / 2);
  bytes[middle] = (bytes[middle] ?? 0) ^ 1;
  writeFileSync(file, bytes);
  utimesSync(file, atime, mtime);
}

const filesIn = (blobs: string, folder: string) =>
  readdirSync(path.join(blobs, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.sha256'))
    .map((entry) => path.join(entry.parentPath, entry.name));

it('finds nothing where nothing is damaged', async () => {
  const { ports } = await history();
  const verification = await verifyStored(ports, ALL_FILES);
  expect(verification).toMatchObject({
    commits: 6,
    unhashed: 0,
    remadeCount: 0,
    damageCount: 0,
    damages: [],
  });
  expect(describeVerification(verification)).toMatch(
    /^Verified \d+ stored files and 6 commits: none is damaged\./,
  );
  await ports.catalogue.close();
});

it.each(['segments', 'stores', 'hours', 'timezones', 'inputs/hours', 'inputs/timezones'])(
  'makes a file of %s again whose bit has flipped, even if this process has read it before',
  async (folder) => {
    const { ports, data } = await history();
    const [file = ''] = filesIn(path.join(data, 'blobs'), folder);
    const before = readFileSync(file);
    flipBit(file);
    expect(await verifyStored(ports, ALL_FILES)).toMatchObject({
      remade: [expect.stringContaining(path.basename(file))],
      remadeCount: 1,
      damageCount: 0,
    });
    expect(readFileSync(file)).toEqual(before);
    await ports.catalogue.close();
  },
);

it.each(['quarantine', 'reports', 'records', 'deliveries'])(
  'names a damaged file of %s, and one that is missing',
  async (folder) => {
    const { ports, data } = await history();
    const [file = '', other = ''] = filesIn(path.join(data, 'blobs'), folder).filter(
      (name) => !/pins/.test(name),
    );
    flipBit(file);
    const nameOf = (each: string) => path.relative(path.join(data, 'blobs'), each);
    const { damages } = await verifyStored(ports, ALL_FILES);
    expect(damages).toEqual([expect.stringContaining(`${nameOf(file)} has changed since it was written`)]);
    if (folder === 'reports') {
      const csv =
        filesIn(path.join(data, 'blobs'), folder).find((name) => name.endsWith('report.csv')) ?? other;
      rmSync(csv);
      const again = (await verifyStored(ports, ALL_FILES)).damages;
      expect(again).toContainEqual(expect.stringContaining(`${nameOf(csv)} is missing`));
    }
    await ports.catalogue.close();
  },
);

it('names a changed commit, and a catalogue that says something else than the commits', async () => {
  const { ports, data } = await history();
  const database = new Database(path.join(data, 'catalogue.db'));
  database.exec('UPDATE segments SET rows = rows + 1 WHERE removed_version IS NULL');
  database.close();
  const { damages } = await verifyStored(ports, ALL_FILES);
  expect(damages[0]).toMatch(
    /The catalogue .* says something else about the log than the commits.*loopwatch rebuild/,
  );
  expect(damages[1]).toMatch(/segments\/.* of log version \d+ has \d+ rows instead of \d+/);
  const [commit = ''] = filesIn(path.join(data, 'blobs'), 'commits/hours');
  flipBit(commit);
  expect((await verifyStored(ports, ALL_FILES)).damages).toContainEqual(
    expect.stringContaining('commits/hours/000000000001.json cannot be used'),
  );
  await ports.catalogue.close();
});

it('names the last commit where it is gone, although the catalogue has followed it', async () => {
  const { ports, data } = await history();
  const commits = filesIn(path.join(data, 'blobs'), 'commits/log').sort();
  rmSync(commits.at(-1) ?? '');
  expect((await verifyStored(ports, ALL_FILES)).damages).toContainEqual(
    expect.stringMatching(/commits\/log\/0+4\.json cannot be used: it is missing/),
  );
  await ports.catalogue.close();
});

it('reads each file in one of the nights', async () => {
  const { ports } = await history();
  expect(describeVerification(await verifyStored(ports, { part: 0, parts: 28 }))).toMatch(
    /^Verified (no stored file|\d+ stored files?), one part in 28, and 6 commits/,
  );
  const counts: number[] = [];
  for (let part = 0; part < 4; part++) counts.push((await verifyFiles(ports, { part, parts: 4 })).files);
  expect(counts.every((count) => count > 0)).toBe(true);
  expect(counts.reduce((sum, count) => sum + count)).toBe((await verifyFiles(ports, ALL_FILES)).files);
  await ports.catalogue.close();
});

const completed = async ({ catalogue }: ActivityPorts) =>
  (await catalogue.reports.page(null, 9, { state: 'Completed' })).map(({ id }) => id);

it('computes a report again from its pins: the same bytes, after later ingestions too', async () => {
  const { ports, data } = await history();
  for (const id of await completed(ports)) {
    const files = await recomputeReport(ports, id);
    expect(files.length).toBeGreaterThan(0);
    expect(files.every(({ isEqual }) => isEqual)).toBe(true);
  }
  expect(readdirSync(path.join(data, 'blobs/reports')).filter((name) => name.startsWith('verify'))).toEqual(
    [],
  );
  await ports.catalogue.close();
});

it('says so where a report cannot be computed again, or has other bytes', async () => {
  const { ports } = await history();
  await expect(recomputeReport(ports, 'none')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const [failed] = await ports.catalogue.reports.page(null, 1, { state: 'Failed' });
  await expect(recomputeReport(ports, failed?.id ?? '')).rejects.toMatchObject({ code: 'NOT_READY' });
  const [id = ''] = await completed(ports);
  await ports.blobs.write(`reports/${id}/report.csv`, (file) => writeFileSync(file, 'store_id\n'));
  expect(await recomputeReport(ports, id)).toContainEqual({
    key: `reports/${id}/report.csv`,
    isEqual: false,
  });
  await ports.catalogue.close();
});
