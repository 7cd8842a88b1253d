import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createSweep } from '../../../src/activities/maintain/sweep';
import type { ActivityPorts } from '../../../src/activities/ports';
import type { ReportState } from '../../../src/contract/report';
import { reportFileKey, workKey } from '../../../src/contract/report-keys';
import { MICROS_PER_DAY } from '../../../src/domain/time/instants';
import { FolderSource } from '../../../src/sources/folder-source';
import { pinReport } from '../../../src/storage/catalogue/pin-report';
import { CATALOGUE_KINDS, type CataloguesUnderTest } from '../../support/catalogues';
import { defaultOptions } from '../../support/default-options';
import { ingestByHand } from '../../support/ingest-by-hand';
import { activityEnvironment, daysLater, maintainByHand } from '../../support/maintain-by-hand';
import { openWorkerPorts } from '../../support/ports';
import { HOURS, POLLS } from '../../support/service';
import { tempFolder } from '../../support/temp-folder';

const folder = tempFolder();
const DAY_MILLIS = 86_400_000;
let next = 0;
let ports: ActivityPorts;
let sourceDir: string;

const put = async (name: string, text: string) => {
  writeFileSync(path.join(sourceDir, name), text);
  await ingestByHand(ports);
};
/** A file with a poll of store 1 at each instant. */
const polls = (...instants: readonly string[]) =>
  POLLS + instants.map((instant) => `1,active,2023-01-${instant}:00\n`).join('');
const dayInThree = async () => {
  for (const hour of ['01', '09', '17']) await put(`22-${hour}.csv`, polls(`22 ${hour}:00`));
  await put('24.csv', polls('24 12:00'));
};
const keysIn = async (...folders: readonly string[]): Promise<string[]> => {
  const keys: string[] = [];
  for (const each of folders) for await (const { key } of ports.blobs.list(each)) keys.push(key);
  return keys.sort();
};
const live = async () => {
  const latest = await ports.catalogue.log.latest();
  return latest ? ports.catalogue.log.segments(latest.version) : [];
};
const liveKeys = async () => (await live()).map(({ key }) => key).sort();
/** Records a report like the worker, and writes one file of it. */
const report = async (state: ReportState, days = 0): Promise<string> => {
  const id = randomUUID();
  const options = defaultOptions();
  const nowMicros = ports.clock() + days * MICROS_PER_DAY;
  const running = state === 'Running';
  await ports.catalogue.reports.save({
    id,
    requestedMicros: nowMicros,
    requestedBy: null,
    options,
    state,
    pins: running ? null : (await pinReport(ports.catalogue, options)).pins,
    files: [],
    storeCount: null,
    pollCount: null,
    message: null,
    finishedMicros: running ? null : nowMicros,
  });
  await leave(reportFileKey(id, 'csv'));
  return id;
};
/** Writes a blob dated some days ago. */
const leave = async (key: string, daysAgo = 0): Promise<string> => {
  await ports.blobs.write(key, (file) => writeFileSync(file, key));
  const seconds = (Date.now() - daysAgo * DAY_MILLIS) / 1_000;
  utimesSync(await ports.blobs.localPath(key), seconds, seconds);
  return key;
};
const isThere = (key: string) => existsSync(path.join(ports.blobs.location, key));

describe.each(CATALOGUE_KINDS)('over a catalogue in %s', (_name, start) => {
  let catalogues: CataloguesUnderTest;

  beforeAll(async () => {
    catalogues = await start();
  });
  afterAll(() => catalogues.stop());
  beforeEach(async () => {
    sourceDir = path.join(folder, `source-${next}`);
    mkdirSync(sourceDir);
    const sources = [new FolderSource(sourceDir)];
    const dataDir = path.join(folder, `data-${next++}`);
    ports = await openWorkerPorts(dataDir, sources, undefined, { catalogueUrl: await catalogues.newUrl() });
  });
  afterEach(() => ports.catalogue.close());

  describe('superseded segments', () => {
    it('stay for a day, for current readers', async () => {
      await dayInThree();
      const before = await liveKeys();
      await maintainByHand(ports);
      expect(await live()).toHaveLength(2);
      expect(await keysIn('segments')).toEqual(expect.arrayContaining(before));
      const { files, bytes } = await maintainByHand(daysLater(ports, 2));
      expect(await keysIn('segments')).toEqual(await liveKeys());
      expect(files).toBeGreaterThanOrEqual(3);
      expect(bytes).toBeGreaterThan(0);
    });

    it.each(['Completed', 'Running'] as const)('stay while a %s report needs them', async (state) => {
      await dayInThree();
      const before = await liveKeys();
      await report(state);
      for (const days of [0, 2, 4]) await maintainByHand(daysLater(ports, days));
      expect(await keysIn('segments')).toEqual(expect.arrayContaining(before));
      const pinned = await ports.catalogue.log.segments(4);
      expect(pinned.map(({ key }) => key).sort()).toEqual(before);
    });

    it('are removed if only failed or later reports remain', async () => {
      await dayInThree();
      const before = await liveKeys();
      await report('Failed');
      await maintainByHand(ports);
      await report('Completed', 1);
      await report('Running', 1);
      await maintainByHand(daysLater(ports, 2));
      expect(await keysIn('segments')).toEqual(await liveKeys());
      expect(await liveKeys()).not.toEqual(expect.arrayContaining(before));
    });
  });

  describe('the retention policy', () => {
    it('removes old polls, counted from the newest one, and keeps the stores and the totals', async () => {
      const { catalogue } = ports;
      await put('a.csv', polls('01 01:00', '01 02:00'));
      await put('b.csv', polls('20 01:00'));
      const before = await catalogue.log.latest();
      const policy = { ...ports.retention, pollsDays: 15 };
      const kept = await maintainByHand({ ...ports, retention: { ...policy, pollsDays: 20 } });
      expect(kept.segments).toBe(0);
      const gone = await maintainByHand({ ...ports, retention: policy });
      expect(gone.segments).toBe(1);
      expect((await live()).map(({ rows }) => rows)).toEqual([1]);
      expect(await catalogue.log.latest()).toEqual({ ...before, version: 3 });
      expect(await catalogue.log.lastGrowth()).toMatchObject({ version: 2 });
      expect(await catalogue.log.segments(2)).toHaveLength(2);
    });

    it('removes ingested files after their days, and counts them', async () => {
      await put('a.csv', polls('01 01:00'));
      const kept = { ...ports, retention: { ...ports.retention, deliveriesDays: 5 } };
      expect((await maintainByHand(daysLater(kept, 4))).deliveries).toBe(0);
      expect(await keysIn('deliveries')).toHaveLength(1);
      expect((await maintainByHand(daysLater(kept, 6))).deliveries).toBe(1);
      expect(await keysIn('deliveries')).toEqual([]);
    });

    it('keeps a correction of a poll that stays', async () => {
      await put('a.csv', polls('01 01:00', '10 01:00'));
      await put('b.csv', polls('01 01:00').replace(',active', ',inactive'));
      await put('c.csv', polls('20 01:00'));
      const { segments } = await maintainByHand({
        ...ports,
        retention: { ...ports.retention, pollsDays: 15 },
      });
      expect(segments).toBe(0);
    });

    it('removes reports that ended long ago, with their files, but no running report', async () => {
      await dayInThree();
      const [completed, failed, running] = [
        await report('Completed'),
        await report('Failed'),
        await report('Running'),
      ];
      const recent = await report('Completed', 9);
      const policy = { ...ports.retention, reportsDays: 5 };
      expect((await maintainByHand({ ...daysLater(ports, 4), retention: policy })).reports).toBe(0);
      expect((await maintainByHand({ ...daysLater(ports, 10), retention: policy })).reports).toBe(2);
      const { reports } = ports.catalogue;
      expect([await reports.get(completed), await reports.get(failed)]).toEqual([null, null]);
      expect(await reports.get(running)).toMatchObject({ state: 'Running' });
      expect((await keysIn('reports')).sort()).toEqual(
        [recent, running].map((id) => reportFileKey(id, 'csv')).sort(),
      );
    });

    it('removes quarantined rows, and keeps their count', async () => {
      await put('a.csv', `${polls('22 01:00')}1,broken,2023-01-22 02:00:00\n`);
      const [ingestion] = await ports.catalogue.ingestions.page(null, 1);
      const quarantined = () =>
        ports.catalogue.ingestions.quarantined({ ingestionId: null, after: null, limit: 9 });
      const policy = { ...ports.retention, quarantineDays: 5 };
      await maintainByHand({ ...daysLater(ports, 4), retention: policy });
      expect(await quarantined()).toHaveLength(1);
      expect((await maintainByHand({ ...daysLater(ports, 6), retention: policy })).quarantineFiles).toBe(1);
      expect(await quarantined()).toEqual([]);
      expect(await keysIn('quarantine')).toEqual([]);
      expect(await ports.catalogue.ingestions.outcomes(ingestion?.id ?? '')).toMatchObject([
        { quarantined: 1, quarantineKey: null },
      ]);
    });

    it('removes nothing by default', async () => {
      await put('a.csv', `${polls('01 01:00', '22 01:00')}1,broken,2023-01-22 02:00:00\n`);
      await report('Completed');
      const before = await keysIn('segments', 'reports', 'quarantine', 'stores');
      const { segments, reports, quarantineFiles } = await maintainByHand(daysLater(ports, 3_000));
      expect([segments, reports, quarantineFiles]).toEqual([0, 0, 0]);
      expect(await keysIn('segments', 'reports', 'quarantine', 'stores')).toEqual(before);
    });
  });

  describe('unreferenced files', () => {
    it('are removed when they are a day old', async () => {
      await put('a.csv', polls('22 01:00'));
      const [completed, failed, running] = [
        await report('Completed'),
        await report('Failed'),
        await report('Running'),
      ];
      const ingestion = { id: 'at-work', workflowId: 'w', trigger: 'test', state: 'Running' } as const;
      await ports.catalogue.ingestions.start({
        ...ingestion,
        startedMicros: ports.clock(),
        finishedMicros: null,
        summary: null,
        message: null,
      });
      const owned = [
        workKey(running, 'polls'),
        'incoming/at-work/a',
        'quarantine/at-work/a.jsonl',
        reportFileKey(completed, 'csv'),
      ];
      const orphans = [
        'segments/never-committed.parquet',
        'stores/old.parquet',
        'hours/old.parquet',
        'inputs/old.hours.parquet',
        'quarantine/ended/a.jsonl',
        'incoming/ended/a',
        'tmp/half-written',
        'probe/1/ready',
        reportFileKey(randomUUID(), 'pdf'),
        reportFileKey(failed, 'csv'),
        workKey(completed, 'polls'),
      ];
      for (const key of orphans) await leave(key);
      await activityEnvironment().run(createSweep(ports));
      expect(orphans.filter((key) => !isThere(key))).toEqual([]);
      for (const key of [...orphans, ...owned]) await leave(key, 2);
      const limited = await activityEnvironment().run(createSweep(ports, 2));
      expect(limited).toMatchObject({ files: 2, more: true });
      await activityEnvironment().run(createSweep(ports));
      expect(orphans.filter(isThere)).toEqual([]);
      expect(owned.filter((key) => !isThere(key))).toEqual([]);
      // Its run may have been ended from outside: then nobody records its end.
      await leave('incoming/at-work/a', 8);
      await activityEnvironment().run(createSweep(ports));
      expect(owned.filter((key) => !isThere(key))).toEqual(['incoming/at-work/a']);
    });

    it('stay in the trash for a week, and come back from there byte for byte', async () => {
      await put('a.csv', polls('22 01:00'));
      const [kept, work] = ['segments/old.parquet', 'tmp/half-written'];
      for (const key of [kept, work]) await leave(key, 2);
      const bytes = await readFile(await ports.blobs.localPath(kept));
      await maintainByHand(ports);
      expect([kept, work].filter(isThere)).toEqual([]);
      expect(await keysIn('trash')).toEqual([`trash/${kept}`]);
      await maintainByHand(daysLater(ports, 6));
      await ports.blobs.copy(`trash/${kept}`, kept);
      expect(await readFile(await ports.blobs.localPath(kept))).toEqual(bytes);
      expect(await keysIn('trash')).toContain(`trash/${kept}`);
      await maintainByHand(daysLater(ports, 8));
      expect(await keysIn('trash')).toEqual([]);
    });

    it('include versions of the hours before the last two, unless a report needs them', async () => {
      await put('polls.csv', polls('22 01:00'));
      for (const end of [16, 17, 18, 19]) {
        await put('hours.csv', `${HOURS}1,0,09:00,${end}:00\n`);
        if (end === 16) await report('Completed');
      }
      const { inputs } = ports.catalogue;
      const keyOf = async (version: number) => (await inputs.at('hours', version))?.key ?? '';
      await maintainByHand(daysLater(ports, 2));
      const there = await Promise.all([1, 2, 3, 4].map(async (version) => isThere(await keyOf(version))));
      expect(there).toEqual([true, false, true, true]);
      expect((await keysIn('inputs')).length).toBe(1);
    });
  });

  describe('more than a tenth of the segments that no merge replaced', () => {
    it('stay, and with them every other file, until someone confirms it', async () => {
      await dayInThree();
      const keys = await Promise.all(
        Array.from({ length: 12 }, async (_, i) => {
          const { key } = await ports.blobs.writeHashed('segments', 'parquet', (file) =>
            writeFileSync(file, `unknown ${i}`),
          );
          return key;
        }),
      );
      const later = daysLater(ports, 2);
      const sweep = createSweep(later);
      await expect(activityEnvironment().run(sweep)).rejects.toMatchObject({
        code: 'LIMIT_REACHED',
        message: expect.stringMatching(/refers to 12 of the 16 segments .* no file was removed/),
        remedy: expect.stringContaining('maintain --yes'),
      });
      expect(await keysIn('trash')).toEqual([]);
      expect(await activityEnvironment().run(sweep, { isConfirmed: true })).toMatchObject({ files: 12 });
      expect(await keysIn('trash')).toEqual(keys.map((key) => `trash/${key}`).sort());
      expect(await keysIn('segments')).toEqual(await liveKeys());
    });

    it('go without a question where merges replaced them', async () => {
      for (let hour = 0; hour < 15; hour++)
        await put(`${hour}.csv`, polls(`22 ${String(hour).padStart(2, '0')}:00`));
      await put('24.csv', polls('24 12:00'));
      await maintainByHand(ports);
      expect((await maintainByHand(daysLater(ports, 2))).files).toBeGreaterThanOrEqual(15);
      expect(await keysIn('segments')).toEqual(await liveKeys());
    });
  });

  it('a file that is needed again while it goes to the trash comes back', async () => {
    await dayInThree();
    const [key = ''] = await liveKeys();
    const { retention } = ports.catalogue;
    let asked = 0;
    const late = {
      ...retention,
      // The ingestion that needs it commits between the look of the sweep and its end.
      references: async (before: number) => {
        const references = await retention.references(before);
        if (asked++ > 0) return references;
        return { ...references, keys: new Set([...references.keys].filter((each) => each !== key)) };
      },
    };
    const catalogue = { ...ports.catalogue, retention: late };
    await activityEnvironment().run(createSweep({ ...daysLater(ports, 2), catalogue }));
    expect(await keysIn('trash')).toContain(`trash/${key}`);
    expect(await keysIn('segments')).toEqual(await liveKeys());
  });
});
