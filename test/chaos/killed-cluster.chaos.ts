import { setTimeout as pass } from 'node:timers/promises';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { tempFolder } from '../support/temp-folder';
import { Asker, counted } from './kit/ask-service';
import { chaosRandom, oneOf, say } from './kit/chaos-run';
import { ClusterToKill, type Part } from './kit/cluster-to-kill';
import { GrowingSource } from './kit/growing-source';
import { judge } from './kit/judge';
import { openAs } from './kit/play';

let cluster: ClusterToKill | null = null;
// Before the hook that removes the folder: jest runs these in the order in which they are written.
afterAll(() => cluster?.stop());

const root = tempFolder();
const random = chaosRandom('killed cluster');
const KILLS = 30;
const ZOMBIES = 2;
const PAUSE_MILLIS = 1_500;
const DOWN_MILLIS = 2_000;
/** Longer than the 30 seconds after which Temporal gives the task of a silent worker to another. */
const SILENT_MILLIS = 36_000;
const PARTS: readonly [Part, ...Part[]] = ['worker', 'other worker', 'api', 'postgres', 's3', 'temporal'];

const source = new GrowingSource(root);
source.deliver();

it('a cluster whose parts are killed at any moment loses and doubles nothing, and ends every report', async () => {
  const running = await ClusterToKill.start(root, source.folder);
  cluster = running;
  const asker = new Asker(() => running.url);
  const kills = new Map<string, number>();
  expect(await running.run(['ingest'])).toMatchObject({ code: 0 });
  for (let done = 0; done < KILLS + ZOMBIES; done++) {
    source.deliver();
    await asker.ingest();
    await asker.report();
    await pass(uniformInt(random, 0, PAUSE_MILLIS));
    const part = oneOf(random, PARTS);
    if (done < KILLS) await running.kill(part, uniformInt(random, 0, DOWN_MILLIS));
    else await running.stopAndContinue('worker', SILENT_MILLIS);
    const what = done < KILLS ? part : 'worker stopped and continued';
    kills.set(what, (kills.get(what) ?? 0) + 1);
  }
  const ends = await asker.ends();
  expect(await running.run(['ingest'])).toMatchObject({ code: 0 });
  say(`cluster: killed ${counted(kills)}; of ${asker.accepted.length} accepted reports ${counted(ends)}`);
  expect([...ends.keys()].filter((end) => end !== 'Completed' && end !== 'Failed')).toEqual([]);
  expect(await running.run(['verify'])).toMatchObject({ code: 0 });
  const { LOOPWATCH_CATALOGUE: catalogueUrl = '', LOOPWATCH_BLOBS: url = '' } = running.environment;
  Object.assign(process.env, running.environment);
  const ports = await openAs(root, source.folder, { catalogueUrl, blobs: { url, cacheBytes: 1e9 } });
  const { polls, rowsInSegments, faults } = await judge(ports);
  await ports.catalogue.close();
  expect(polls).toEqual(source.polls);
  expect(rowsInSegments).toBe(polls.length);
  expect(faults).toEqual([]);
});
