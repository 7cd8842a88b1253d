import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { createActivities } from '../../../src/activities/index';
import { segmentFiles } from '../../../src/activities/kit/segment-files';
import type { ActivityPorts } from '../../../src/activities/ports';
import { partitionsFor } from '../../../src/domain/log/buckets';
import { formatInstant, MICROS_PER_DAY } from '../../../src/domain/time/instants';
import { readLog } from '../../../src/frames/log/read-log';
import { readStoreInputs } from '../../../src/frames/report/explain-store';
import { FolderSource } from '../../../src/sources/folder-source';
import { ingestByHand } from '../../support/ingest-by-hand';
import { activityEnvironment, compactByHand } from '../../support/maintain-by-hand';
import { openWorkerPorts } from '../../support/ports';
import { POLLS } from '../../support/service';
import { tempFolder } from '../../support/temp-folder';

const folder = tempFolder();
const START = Date.parse('2023-01-22T00:00:00Z') * 1_000;
const HOUR = MICROS_PER_DAY / 24;
const STORES = ['1', '2', '3', '4'];
const WHOLE = { fromMicros: START, toMicros: START + 9 * MICROS_PER_DAY };
let next = 0;

interface Poll {
  readonly store: string;
  readonly hour: number;
  readonly active: boolean;
}

/** A log that ingests files, and its expected content: for each store and hour, every change in order. */
async function openLog(storesPerPartition = 100) {
  const root = path.join(folder, `${next++}`);
  mkdirSync(path.join(root, 'source'), { recursive: true });
  const opened = await openWorkerPorts(path.join(root, 'data'), [
    new FolderSource(path.join(root, 'source')),
  ]);
  const partitions = (stores: number) => partitionsFor(stores, storesPerPartition);
  const ports: ActivityPorts = { ...opened, partitions };
  const words = new Map<string, boolean[]>();
  let files = 0;
  return {
    ports,
    async add(polls: readonly Poll[]): Promise<void> {
      const lines = polls.map(
        ({ store, hour, active }) =>
          `${store},${active ? 'active' : 'inactive'},${formatInstant(START + hour * HOUR)}\n`,
      );
      writeFileSync(
        path.join(root, 'source', `${String(files++).padStart(4, '0')}.csv`),
        POLLS + lines.join(''),
      );
      await ingestByHand(ports);
      const lastOfFile = new Map(polls.map(({ store, hour, active }) => [`${store} ${hour}`, active]));
      for (const [key, active] of lastOfFile) {
        const said = words.get(key) ?? [];
        if (said.at(-1) !== active) words.set(key, [...said, active]);
      }
    },
    /** What the latest version must hold, in any order. */
    expected(): string[] {
      return [...words].map(([key, said]) => `${key} ${said.join(' ')}`).sort();
    },
    segments: async () => {
      const latest = await ports.catalogue.log.latest();
      return latest ? ports.catalogue.log.segments(latest.version) : [];
    },
  };
}

async function filesOf({ catalogue, blobs }: ActivityPorts, version: number) {
  return segmentFiles(blobs, await catalogue.log.segments(version));
}

/** All polls of a version, as an explanation reads them. Also checks that a report reads the last of each. */
async function readVersion(ports: ActivityPorts, version: number): Promise<string[]> {
  const files = await filesOf(ports, version);
  const segmentPaths = files.map((file) => file.path);
  const words = new Map<string, boolean[]>();
  for (const storeId of STORES) {
    const read = { storeId, segmentPaths, span: WHOLE, hoursPath: null, timezonesPath: null };
    for (const { atMicros, active } of readStoreInputs(read).polls) {
      const key = `${storeId} ${(atMicros - START) / HOUR}`;
      words.set(key, [...(words.get(key) ?? []), active]);
    }
  }
  const rows = readLog(files, null).toRecords();
  expect(
    rows.map(({ store_id, at, active }) => `${store_id} ${(Number(at) - START) / HOUR} ${active}`).sort(),
  ).toEqual([...words].map(([key, said]) => `${key} ${said.at(-1)}`).sort());
  return [...words].map(([key, said]) => `${key} ${said.join(' ')}`).sort();
}

/** Uses few instants, so that files often correct each other. */
const poll: fc.Arbitrary<Poll> = fc.record({
  store: fc.constantFrom(...STORES),
  hour: fc.constantFrom(0, 12, 23, 25, 40, 120),
  active: fc.boolean(),
});
const step = fc.oneof(
  { weight: 3, arbitrary: fc.array(poll, { minLength: 1, maxLength: 12 }) },
  { weight: 1, arbitrary: fc.constant('compact' as const) },
);
/** For each hour, one poll of every store. */
const hours = (...each: readonly number[]): Poll[][] =>
  each.map((hour) => STORES.map((store) => ({ store, hour, active: hour % 3 > 0 })));
/** The four files of a day, and a file of the next day, which completes it. */
const DAY_AND_AFTER = hours(0, 6, 12, 18, 26);

describe('compaction', () => {
  it('keeps the content of the latest and of all earlier versions, whenever it runs', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 2, maxLength: 8 }),
        fc.constantFrom(1, 2, 100),
        async (steps, storesPerPartition) => {
          const log = await openLog(storesPerPartition);
          const held: string[][] = [];
          for (const each of [...steps, 'compact' as const]) {
            if (each === 'compact') await compactByHand(log.ports);
            else await log.add(each);
            const version = (await log.ports.catalogue.log.latest())?.version ?? 0;
            while (held.length < version) held.push(log.expected());
          }
          for (const [index, expected] of held.entries())
            expect(await readVersion(log.ports, index + 1)).toEqual(expected);
          await log.ports.catalogue.close();
        },
      ),
      { numRuns: 8 },
    );
  });

  it('keeps the order of corrections', async () => {
    const log = await openLog();
    for (const active of [true, false, true]) await log.add([{ store: '1', hour: 1, active }]);
    await log.add([{ store: '1', hour: 26, active: true }]);
    await compactByHand(log.ports);
    expect(await log.segments()).toMatchObject([{ rows: 3, corrections: 2, precedence: 3 }, { rows: 1 }]);
    expect(await readVersion(log.ports, 5)).toEqual(['1 1 true false true', '1 26 true']);
    await log.ports.catalogue.close();
  });

  it('leaves one segment for each completed day and partition', async () => {
    for (const [storesPerPartition, each] of [
      [100, 1],
      [2, 2],
    ] as const) {
      const log = await openLog(storesPerPartition);
      for (const polls of hours(0, 6, 12, 18, 26, 40, 49)) await log.add(polls);
      const before = await log.segments();
      const done = await compactByHand(log.ports);
      expect(done.map(({ segmentsBefore, segmentsAfter }) => [segmentsBefore, segmentsAfter])).toEqual([
        [4, each],
      ]);
      // This poll completes the second day too.
      await log.add(hours(50).flat());
      await compactByHand(log.ports);
      const after = await log.segments();
      expect(before).toHaveLength(7);
      expect(after).toHaveLength(2 * each + 2);
      expect(await compactByHand(log.ports)).toEqual([]);
      await log.ports.catalogue.close();
    }
  });

  it('splits a segment of many days', async () => {
    const log = await openLog();
    await log.add(
      hours(...Array(28).keys()).flatMap((polls) => polls.map((poll) => ({ ...poll, hour: poll.hour * 6 }))),
    );
    expect(await compactByHand(log.ports)).toEqual([]);
    await log.add(hours(7 * 24, 7 * 24 + 2).flat());
    await compactByHand(log.ports);
    expect((await log.segments()).map(({ rows, precedence }) => [rows, precedence])).toEqual([
      ...Array(7).fill([4 * STORES.length, 1]),
      [2 * STORES.length, 2],
    ]);
    await log.ports.catalogue.close();
  });

  it('keeps the totals, and does not count as growth of the log', async () => {
    const log = await openLog();
    for (const polls of DAY_AND_AFTER) await log.add(polls);
    const { catalogue } = log.ports;
    const [before, grown] = [await catalogue.log.latest(), await catalogue.log.lastGrowth()];
    await compactByHand(log.ports);
    expect(await catalogue.log.latest()).toEqual({ ...before, version: 6 });
    expect(await catalogue.log.lastGrowth()).toEqual(grown);
    await catalogue.close();
  });

  it('commits once, even if it is retried after a lost answer or fails before its commit', async () => {
    const log = await openLog();
    for (const polls of DAY_AND_AFTER) await log.add(polls);
    const { planCompaction } = createActivities(log.ports);
    const [group] = (await planCompaction()).groups;
    if (!group) throw new Error('nothing is to be merged');
    const request = { maintenanceId: 'm', group };
    const broken: ActivityPorts = {
      ...log.ports,
      catalogue: {
        ...log.ports.catalogue,
        log: { ...log.ports.catalogue.log, compact: () => Promise.reject(new Error('killed')) },
      },
    };
    const { compact } = createActivities(log.ports);
    const environment = activityEnvironment();
    await expect(environment.run(createActivities(broken).compact, request)).rejects.toThrow('killed');
    expect(await environment.run(compact, request)).toMatchObject({ merged: true, segmentsBefore: 4 });
    expect(await environment.run(compact, request)).toMatchObject({ merged: false });
    expect((await log.ports.catalogue.log.latest())?.version).toBe(6);
    expect(await readVersion(log.ports, 6)).toEqual(log.expected());
    await log.ports.catalogue.close();
  });

  it('keeps the polls of a concurrent append, and conflicts if its segments are gone', async () => {
    const log = await openLog();
    for (const polls of DAY_AND_AFTER) await log.add(polls);
    const { catalogue } = log.ports;
    const [group] = (await createActivities(log.ports).planCompaction()).groups;
    if (!group) throw new Error('nothing is to be merged');
    // An append during the merge: each creates its own version.
    await log.add(hours(27).flat());
    await activityEnvironment().run(createActivities(log.ports).compact, { maintenanceId: 'm', group });
    expect((await catalogue.log.latest())?.version).toBe(7);
    expect(await readVersion(log.ports, 7)).toEqual(log.expected());
    const added: [] = [];
    await expect(
      catalogue.log.compact({ maintenanceId: 'm', committedMicros: 1, removed: group.segments, added }),
    ).rejects.toMatchObject({ code: 'STORAGE_CONFLICT' });
    await catalogue.close();
  });
});
