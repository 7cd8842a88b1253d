import { setTimeout as pass } from 'node:timers/promises';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { tempFolder } from '../support/temp-folder';
import { Asker, counted } from './kit/ask-service';
import { chaosRandom, howMany, oneOf, say } from './kit/chaos-run';
import { ClusterToKill, type Part } from './kit/cluster-to-kill';
import { GrowingSource } from './kit/growing-source';
import { judge } from './kit/judge';
import { openAs } from './kit/play';

let cluster: ClusterToKill;
// Before the hook that removes the folder: jest runs these in the order in which they are written.
afterAll(() => cluster.stop());

const root = tempFolder();
const random = chaosRandom('killed cluster');
const KILLS = howMany(2, 60);
const ZOMBIES = howMany(0, 2);
const PAUSE_MILLIS = 1_500;
const DOWN_MILLIS = 2_000;
/** Longer than the 30 seconds after which Temporal gives the task of a silent worker to another. */
const SILENT_MILLIS = 36_000;
const PARTS: readonly [Part, ...Part[]] = ['worker', 'other worker', 'api', 'postgres', 's3', 'temporal'];

const source = new GrowingSource(root);
source.deliver();

beforeAll(async () => {
  cluster = await ClusterToKill.start(root, source.folder);
});

it('a cluster whose parts are killed at any moment loses and doubles nothing, and ends every report', async () => {
  const asker = new Asker(() => cluster.url);
  const kills = new Map<string, number>();
  for (let done = 0; done < KILLS + ZOMBIES; done++) {
    source.deliver();
    await asker.ingest();
    await asker.report();
    await pass(uniformInt(random, 0, PAUSE_MILLIS));
    const part = oneOf(random, PARTS);
    if (done < KILLS) await cluster.kill(part, uniformInt(random, 0, DOWN_MILLIS));
    else await cluster.stopAndContinue('worker', SILENT_MILLIS);
    const what = done < KILLS ? part : 'worker stopped and continued';
    kills.set(what, (kills.get(what) ?? 0) + 1);
  }
  const ends = await asker.ends();
  expect(await cluster.run(['ingest'])).toMatchObject({ code: 0 });
  say(`cluster: killed ${counted(kills)}; of ${asker.accepted.length} accepted reports ${counted(ends)}`);
  expect([...ends.keys()].filter((end) => end !== 'Completed' && end !== 'Failed')).toEqual([]);
  expect(await cluster.run(['verify'])).toMatchObject({ code: 0 });
  const { LOOPWATCH_CATALOGUE: catalogueUrl = '', LOOPWATCH_BLOBS: url = '' } = cluster.environment;
  Object.assign(process.env, cluster.environment);
  const ports = await openAs(root, source.folder, { catalogueUrl, blobs: { url, cacheBytes: 1e9 } });
  const { polls, rowsInSegments, faults } = await judge(ports);
  await ports.catalogue.close();
  expect(polls).toEqual(source.polls);
  expect(rowsInSegments).toBe(polls.length);
  expect(faults).toEqual([]);
});
