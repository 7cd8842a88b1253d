import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { segmentFiles } from '../../../src/activities/kit/segment-files';
import type { ActivityPorts } from '../../../src/activities/ports';
import { explainLatest } from '../../../src/cli/commands/explain';
import { ALL_BUCKETS } from '../../../src/contract/buckets';
import type { Method } from '../../../src/contract/methods';
import type { StoreFigures } from '../../../src/contract/report';
import { formatInstant, requireInstant } from '../../../src/domain/time/instants';
import { windowOf } from '../../../src/domain/time/windows';
import { aggregate } from '../../../src/frames/report/aggregate';
import { readFigures } from '../../../src/frames/report/figures-file';
import { filterPolls } from '../../../src/frames/report/filter';
import { loadPolls } from '../../../src/frames/report/load-polls';
import { localize } from '../../../src/frames/report/localize';
import { FolderSource } from '../../../src/sources/folder-source';
import { ingestByHand } from '../../support/ingest-by-hand';
import { openWorkerPorts } from '../../support/ports';
import { tempFolder } from '../../support/temp-folder';

const HOLD_SECONDS = 7_200;
const POLLS = 'store_id,status,timestamp_utc\n';
const root = tempFolder();
let next = 0;

async function ingestFolder(sourceDir: string): Promise<ActivityPorts> {
  const ports = await openWorkerPorts(path.join(root, `data-${next++}`), [new FolderSource(sourceDir)]);
  await ingestByHand(ports);
  return ports;
}

/** The figures of a report of all stores, computed with the frames that its activities call. */
async function report(
  ports: ActivityPorts,
  asOfMicros: number,
  method: Method,
): Promise<readonly StoreFigures[]> {
  const { catalogue, blobs } = ports;
  const [log, hours, zones] = [
    await catalogue.log.latest(),
    await catalogue.inputs.current('hours'),
    await catalogue.inputs.current('timezones'),
  ];
  if (!log || !hours || !zones) throw new Error('everything was taken in');
  const file = (name: string) => path.join(root, `${name}-${next++}.parquet`);
  const [storesPath, pollsPath, intervalsPath] = [file('stores'), file('polls'), file('intervals')];
  const [zonesPath, keptPath, outPath] = [file('zones'), file('kept'), file('figures')];
  const span = windowOf('week', asOfMicros);
  const segments = await segmentFiles(blobs, await catalogue.log.segments(log.version, { span }));
  await loadPolls({
    segments,
    storesPath: await blobs.localPath(log.storesKey),
    span,
    buckets: ALL_BUCKETS,
    storeIds: null,
    outStoresPath: storesPath,
    outPollsPath: pollsPath,
  });
  localize({
    storesPath,
    hoursPath: await blobs.localPath(hours.key),
    timezonesPath: await blobs.localPath(zones.key),
    span,
    outIntervalsPath: intervalsPath,
    outZonesPath: zonesPath,
  });
  filterPolls({ pollsPath, intervalsPath, zonesPath, outPath: keptPath });
  const files = { storesPath, zonesPath, intervalsPath, keptPath, outPath };
  aggregate({ ...files, asOfMicros, method, holdSeconds: HOLD_SECONDS });
  return readFigures(outPath);
}

describe('an explanation of real polls', () => {
  let ports: ActivityPorts;
  beforeAll(async () => {
    ports = await ingestFolder(path.join(__dirname, '../../fixtures/real'));
  });
  afterAll(() => ports.catalogue.close());

  it.each(['interpolate', 'count'] as const)(
    'gives each store the figures of the report, by %s',
    async (method) => {
      const newest = (await ports.catalogue.log.latest())?.newestMicros ?? 0;
      const figures = await report(ports, newest, method);
      expect(figures.length).toBeGreaterThan(50);
      const every7th = figures.filter((_, row) => row % 7 === 0);
      for (const { storeId, timezone, states, pollsLastWeek, ...windows } of every7th) {
        const request = { storeId, asOfMicros: null, method, holdSeconds: HOLD_SECONDS };
        const explanation = await explainLatest(ports, request);
        expect(explanation).toMatchObject({ storeId, timezone, pins: { asOfMicros: newest, logVersion: 1 } });
        expect(states).toEqual({
          hours: explanation.hoursFrom.state,
          timezones: explanation.zoneFrom.state,
        });
        const explained = explanation.windows.map(({ name, figures: sums }) => [name, sums]);
        expect(Object.fromEntries(explained)).toEqual(windows);
        const used = explanation.intervals.reduce((sum, interval) => sum + interval.polls.length, 0);
        expect(used + explanation.leftOut.counts['outside-hours']).toBe(pollsLastWeek);
      }
    },
  );
});

describe('an explanation of one store', () => {
  let ports: ActivityPorts;
  const explain = (storeId: string, asOf: string | null = null) =>
    explainLatest(ports, {
      storeId,
      asOfMicros: asOf === null ? null : requireInstant(asOf, 'as-of'),
      method: 'interpolate',
      holdSeconds: HOLD_SECONDS,
    });
  const put = (rows: string) => {
    const folder = path.join(root, `source-${next++}`);
    mkdirSync(folder);
    const file = path.join(folder, 'polls.csv');
    writeFileSync(file, POLLS + rows);
    utimesSync(file, 1e9, 1e9);
    return folder;
  };
  afterEach(() => ports.catalogue.close());

  it('suggests ids that begin alike if the store is unknown', async () => {
    ports = await ingestFolder(
      put(
        '8419537941919820732,active,2023-01-25 10:00:00\n8419999999999999999,active,2023-01-25 10:00:00\n7,active,2023-01-25 10:00:00\n',
      ),
    );
    await expect(explain('8419537941919820730')).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: 'The log holds no poll of a store "8419537941919820730"',
      remedy: 'Was one of these meant: 8419537941919820732?',
    });
    await expect(explain('x')).rejects.toMatchObject({ remedy: 'Check the store id in the polls.' });
  });

  it('fails if the first poll of the store is after as-of', async () => {
    ports = await ingestFolder(put('7,active,2023-01-25 10:00:00\n'));
    await expect(explain('7', '2023-01-25T09:59:59.999999Z')).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: 'The store 7 has no poll up to 2023-01-25T09:59:59.999999Z',
    });
    const { pins } = await explain('7', '2023-01-25T10:00:00Z');
    expect(formatInstant(pins.asOfMicros)).toBe('2023-01-25T10:00:00Z');
  });

  it('fails if the log is empty', async () => {
    ports = await ingestFolder(put(''));
    await expect(explain('7')).rejects.toMatchObject({ code: 'NO_DATA' });
  });
});
