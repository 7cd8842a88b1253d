import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { createActivities } from '../../../src/activities/index';
import { segmentFiles } from '../../../src/activities/kit/segment-files';
import type { ActivityPorts } from '../../../src/activities/ports';
import type { FileOutcome } from '../../../src/contract/inputs';
import { readLog } from '../../../src/frames/log/read-log';
import { FolderSource } from '../../../src/sources/folder-source';
import type { LogCommit } from '../../../src/storage/catalogue/log-catalogue';
import { ingestByHand } from '../../support/ingest-by-hand';
import { activityEnvironment, runIn } from '../../support/maintain-by-hand';
import { openWorkerPorts } from '../../support/ports';
import { tempFolder } from '../../support/temp-folder';

const HEADER = 'store_id,status,timestamp_utc';
const STORES = 30;
const DAY_MILLIS = 86_400_000;
const START = Date.UTC(2022, 10, 30, 6);

const rowSchema = z.object({ store_id: z.string(), at: z.number(), active: z.boolean() });

/** One poll of every store a day; on `turned` days, every fifth store has the opposite status. */
function days(from: number, to: number, turned: readonly number[] = []): string {
  const lines: string[] = [];
  for (let day = from; day < to; day++) {
    for (let store = 0; store < STORES; store++) {
      const at = new Date(START + day * DAY_MILLIS + store * 1_000).toISOString();
      const isActive = (store + day) % 3 !== 0;
      const says = turned.includes(day) && store % 5 === 0 ? !isActive : isActive;
      lines.push(`store-${store},${says ? 'active' : 'inactive'},${at.slice(0, 19)}`);
      if (store === 7) lines.push(`store-${store},inactive,${at.slice(0, 19)}`);
    }
    lines.push('store-1,perhaps,never');
  }
  return `${lines.join('\n')}\n`;
}

interface Ingested {
  readonly outcomes: readonly Omit<FileOutcome, 'sourceId' | 'quarantineKey'>[];
  readonly log: readonly z.infer<typeof rowSchema>[];
  readonly stores: number;
  readonly segmentsPerVersion: readonly number[];
}

describe('a file ingested in parts', () => {
  const root = tempFolder();
  let next = 0;

  /** Ingests a long file, one that repeats and corrects it, and new days of the first; runs each activity twice. */
  async function ingestAll(partRows: number): Promise<Ingested> {
    const folder = path.join(root, `source-${next}`);
    mkdirSync(folder);
    const ports = await openWorkerPorts(path.join(root, `data-${next++}`), [new FolderSource(folder)]);
    try {
      const outcomes: FileOutcome[] = [];
      const ingest = async () => outcomes.push(...(await ingestByHand(ports, 2, partRows)));
      writeFileSync(path.join(folder, 'a.csv'), `${HEADER}\n${days(0, 60)}`);
      await ingest();
      writeFileSync(path.join(folder, 'b.csv'), `${HEADER}\n${days(20, 64, [25, 41])}`);
      await ingest();
      appendFileSync(path.join(folder, 'a.csv'), days(63, 66, [63]));
      await ingest();
      return { outcomes: outcomes.map(comparable), ...(await readBack(ports)) };
    } finally {
      await ports.catalogue.close();
    }
  }

  it('gives the same log and counts for any number of parts', async () => {
    const whole = await ingestAll(1_000_000);
    const [a, b, grown] = whole.outcomes;
    expect(a).toMatchObject({ rowsIn: 60 * 32, accepted: 1_800, duplicates: 60, quarantined: 60 });
    expect(b).toMatchObject({ rowsIn: 44 * 32, accepted: 4 * STORES + 12, quarantined: 44 });
    // On one day 6 stores contradict the later file, which holds, and one contradicts itself on two days.
    expect(grown).toMatchObject({
      rowsIn: 3 * 32,
      accepted: 2 * STORES,
      disagreements: 6 + 2,
      quarantined: 3,
    });
    expect(whole.log).toHaveLength(66 * STORES);
    expect(whole.stores).toBe(STORES);
    const split = await ingestAll(60);
    expect({ ...split, segmentsPerVersion: [] }).toEqual({ ...whole, segmentsPerVersion: [] });
    expect(split.segmentsPerVersion[0]).toBeGreaterThan(3 * (whole.segmentsPerVersion[0] ?? 0));
  });

  it('is committed completely and once, even if another file commits first', async () => {
    const folder = path.join(root, `source-${next}`);
    mkdirSync(folder);
    const ports = await openWorkerPorts(path.join(root, `data-${next++}`), [new FolderSource(folder)]);
    writeFileSync(path.join(folder, 'a.csv'), `${HEADER}\n${days(0, 30)}`);
    writeFileSync(path.join(folder, 'b.csv'), `${HEADER}\n${days(10, 40, [15])}`);
    const ingestion = { ingestionId: 'i', workflowId: 'w', trigger: 'test' };
    const environment = activityEnvironment();
    const { listSource, fetch, validate, append } = createActivities(ports, 120);
    const { changed } = await runIn(environment, listSource, {
      ingestion,
      sourceId: ports.sources[0]?.id ?? '',
    });
    const validated = await Promise.all(
      changed.map(async (file) =>
        runIn(environment, validate, {
          ingestion,
          fetched: await runIn(environment, fetch, { ingestion, file }),
        }),
      ),
    );
    const [a, b] = validated;
    if (!a || !b) throw new Error('two files');
    expect(a.parts?.length).toBeGreaterThan(4);
    let isFirst = true;
    const log = Object.create(ports.catalogue.log, {
      commit: {
        value: async (commit: LogCommit) => {
          // The other file commits after this attempt reads the log and before it commits.
          if (isFirst) {
            isFirst = false;
            await runIn(environment, append, { ingestion, validated: b });
          }
          return ports.catalogue.log.commit(commit);
        },
      },
    });
    const late = createActivities({ ...ports, catalogue: { ...ports.catalogue, log } }, 120).append;
    const conflict = { type: 'STORAGE_CONFLICT', nonRetryable: false };
    await expect(runIn(environment, late, { ingestion, validated: a })).rejects.toMatchObject(conflict);
    expect(await ports.catalogue.log.latest()).toMatchObject({ version: 1, rowsInTotal: b.rowsIn });
    const done = await runIn(environment, late, { ingestion, validated: a });
    expect(await runIn(environment, late, { ingestion, validated: a })).toEqual(done);
    const { log: polls, stores } = await readBack(ports);
    expect(new Set(polls.map(({ store_id, at }) => `${store_id} ${at}`)).size).toBe(polls.length);
    expect([polls.length, stores]).toEqual([40 * STORES, STORES]);
    // It contradicts itself on 20 days, and the later file, which holds, for 6 stores on one day.
    expect(done).toMatchObject({ accepted: 10 * STORES, disagreements: 20 + 6 });
    expect(await ports.catalogue.log.latest()).toMatchObject({
      version: 2,
      rowsInTotal: a.rowsIn + b.rowsIn,
    });
    await ports.catalogue.close();
  });

  it('becomes one segment per week, all in one version', async () => {
    const { segmentsPerVersion } = await ingestAll(1_000_000);
    // The second file adds segments only for the weeks of its two corrected and its four new days.
    expect(segmentsPerVersion).toEqual([9, 4, 1]);
  });
});

function comparable({
  sourceId: _source,
  quarantineKey: _key,
  ...outcome
}: FileOutcome): Ingested['outcomes'][number] {
  return outcome;
}

async function readBack({ catalogue, blobs }: ActivityPorts): Promise<Omit<Ingested, 'outcomes'>> {
  const latest = await catalogue.log.latest();
  const version = latest?.version ?? 0;
  const segments = await catalogue.log.segments(version);
  const files = await segmentFiles(blobs, segments);
  const log = readLog(files, null).sort(['store_id', 'at']).toRecords();
  const counts = await Promise.all(
    Array.from({ length: version }, async (_, before) => (await catalogue.log.segments(before + 1)).length),
  );
  return {
    log: log.map((row) => rowSchema.parse({ ...row, at: Number(row.at) })),
    stores: latest?.storeCount ?? 0,
    segmentsPerVersion: counts.map((count, index) => count - (counts[index - 1] ?? 0)),
  };
}
