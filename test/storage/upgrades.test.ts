import { createHash } from 'node:crypto';
import { appendFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import type { ActivityPorts } from '../../src/activities/ports';
import { recomputeReport } from '../../src/activities/verify/recompute-report';
import { ALL_FILES, verifyStored } from '../../src/activities/verify/verify-stored';
import { rebuildCommand } from '../../src/cli/commands/rebuild';
import { placesIn } from '../../src/cli/process/open-ports';
import { METHOD_FACTS } from '../../src/contract/methods';
import type { ReportRecord } from '../../src/storage/catalogue/report-catalogue';
import { CommitLog } from '../../src/storage/commits/commit-log';
import { COMMIT_STREAMS } from '../../src/storage/commits/follow-commits';
import { startApi } from '../api/api-under-test';
import { openWorkerPorts } from '../support/ports';
import { RELEASES, unpackRelease } from '../support/released-folder';
import { seenState } from '../support/seen-state';
import { tempFolder } from '../support/temp-folder';
import { ingestInProcess, reportInProcess } from '../support/workflows-by-hand';

const root = tempFolder();
let next = 0;

function start(version: string) {
  const released = unpackRelease(version, path.join(root, String(next++)));
  const bytesOf = (id: string) =>
    ['csv', 'json', 'pdf'].map((format) =>
      sha256(readFileSync(path.join(released.data, 'blobs/reports', id, `report.${format}`))),
    );
  const open = () => openWorkerPorts(released.data, [released.movedSource]);
  return { ...released, bytesOf, open };
}

const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');

beforeEach(() => void jest.spyOn(process.stdout, 'write').mockReturnValue(true));
afterEach(() => jest.restoreAllMocks());

it('a data folder of each release is kept', () => {
  expect(RELEASES).toEqual(['0.1.0', '0.2.0', '0.3.0']);
});

describe.each(RELEASES)('a data folder of %s', (version) => {
  it('is whole after the upgrade: commits, hashes, reports', async () => {
    const { open, reports, bytesOf } = start(version);
    const before = reports.map(bytesOf);
    const ports = await open();
    const commits = new CommitLog(ports.blobs);
    for (const stream of COMMIT_STREAMS)
      expect(await commits.next(stream, null)).toMatchObject({ body: { type: 'state' } });
    const verified = await verifyStored(ports, ALL_FILES);
    expect(verified).toMatchObject({ commits: COMMIT_STREAMS.length, remade: [], damages: [] });
    // The files of reports and of quarantined rows, which have no hash in their names.
    expect(verified.unhashed).toBeGreaterThan(reports.length * 3);
    expect((await Promise.all(reports.map((id) => ports.catalogue.reports.get(id)))).map(stateOf)).toEqual(
      reports.map(() => 'Completed'),
    );
    expect(reports.map(bytesOf)).toEqual(before);
    await ports.catalogue.close();
  });

  it('gives the same figures for the same data', async () => {
    const { open, reports } = start(version);
    const ports = await open();
    for (const id of reports.slice(-2)) {
      const earlier = await requireReport(ports, id);
      const { method, methodVersion } = earlier.pins ?? {};
      const { reportId } = await reportInProcess(ports, earlier.options);
      const later = await requireReport(ports, reportId);
      const { partsDigest: _, ...pins } = { partsDigest: null, ...earlier.pins };
      expect(later.pins).toMatchObject({ ...pins, methodVersion: method && METHOD_FACTS[method].version });
      // Version 2 differs only in stores whose hours or zone cannot be read: here there is none.
      expect(methodVersion).toBe(1);
      const [old, now] = [await rowsOf(ports, earlier), await rowsOf(ports, later)];
      expect(now.length).toBe(old.length);
      for (const [index, row] of old.entries()) expect(now[index]).toMatchObject(row);
      expect((await recomputeReport(ports, reportId)).every(({ isEqual }) => isEqual)).toBe(true);
    }
    await ports.catalogue.close();
  });

  it('ingests only what is new', async () => {
    const { open, sourceDir } = start(version);
    const ports = await open();
    const before = await ports.catalogue.log.latest();
    const same = await ingestInProcess(ports);
    expect(same.problems).toEqual([]);
    expect((await ports.catalogue.log.latest())?.pollsTotal).toBe(before?.pollsTotal);
    appendFileSync(path.join(sourceDir, 'polls.csv'), '1,active,2023-01-25 20:45:00 UTC\n');
    const grown = await ingestInProcess(ports);
    expect(grown.outcomes.map(({ name, accepted }) => [name, accepted])).toContainEqual(['polls.csv', 1]);
    expect((await ports.catalogue.log.latest())?.pollsTotal).toBe((before?.pollsTotal ?? 0) + 1);
    expect(await verifyStored(ports, ALL_FILES)).toMatchObject({ damages: [] });
    await ports.catalogue.close();
  });

  it('can be rebuilt right after the upgrade, with all that was there', async () => {
    const { data, open } = start(version);
    const ports = await open();
    const before = await seenState(ports);
    await ports.catalogue.close();
    await rebuildCommand(placesIn(data), { fromDeliveries: null });
    const rebuilt = await open();
    expect(await seenState(rebuilt)).toEqual(before);
    await rebuilt.catalogue.close();
  });

  it('serves its reports, to the keys that it had', async () => {
    const { data, reports, key, bytesOf } = start(version);
    const { api, stop } = await startApi({}, undefined, placesIn(data));
    const get = (address: string) => {
      const asked = api.get(address).responseType('blob');
      return key === null ? asked : asked.set('Authorization', `Bearer ${key}`);
    };
    for (const id of reports) {
      const served = [];
      for (const format of ['csv', 'json', 'pdf']) {
        const { status, body } = await get(`/api/v1/reports/${id}/report.${format}`);
        expect(status).toBe(200);
        served.push(sha256(body));
      }
      expect(served).toEqual(bytesOf(id));
      for (const address of [`/reports/${id}`, `/api/v1/reports/${id}`])
        expect([address, (await get(address)).status]).toEqual([address, 200]);
    }
    if (key !== null) await api.get(`/api/v1/reports/${reports[0]}`).expect(401);
    await stop();
  });
});

const stateOf = (report: ReportRecord | null) => report?.state;

async function requireReport({ catalogue }: ActivityPorts, id: string): Promise<ReportRecord> {
  const report = await catalogue.reports.get(id);
  if (!report) throw new Error(`There is no report ${id}`);
  return report;
}

async function rowsOf({ blobs }: ActivityPorts, { files }: ReportRecord): Promise<object[]> {
  const key = files.find(({ format }) => format === 'csv')?.key ?? '';
  return parse(readFileSync(await blobs.localPath(key)), { columns: true });
}
