import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { chance } from '../../src/domain/generate/random';
import { tempFolder } from '../support/temp-folder';
import { chaosRandom, howMany, isFull, say } from './kit/chaos-run';
import { GrowingSource } from './kit/growing-source';
import { judge } from './kit/judge';
import { openAs } from './kit/play';

const root = tempFolder();
const random = chaosRandom('killed workers');
const ROOT = path.resolve(__dirname, '../..');
const NAME = 'test/support/processes/work-until-killed';
/** `npm run chaos` compiles the program once: a start of it is cheaper then. */
const COMPILED = path.join(ROOT, `dist/tools/${NAME}.js`);
const PROGRAM = isFull ? COMPILED : path.join(ROOT, `${NAME}.ts`);
const PRELOADED = [
  'support/processes/light-temporal.js',
  ...(isFull ? [] : ['support/run/load-typescript.js']),
];
const KILLS = howMany(5, 1_000);
/** One life: it opens what is stored, ingests, merges and makes a report. */
const LIFE_MILLIS = 500;
/** As often everything is looked at. */
const LOOK_EACH = 60;

const execArgv = PRELOADED.flatMap((file) => ['-r', path.join(ROOT, 'test', file)]);

/** A process that has loaded its code. */
async function startWorker(): Promise<ChildProcess> {
  const worker = fork(PROGRAM, { execArgv, serialization: 'advanced' });
  await once(worker, 'message');
  return worker;
}

async function end(worker: ChildProcess): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return;
  const exited = once(worker, 'exit');
  worker.kill('SIGKILL');
  await exited;
}

/** One or two at once work on a folder, and are killed after a while, or stopped and continued before. */
async function killAtRandom(folder: string): Promise<{ readonly kills: number; readonly zombies: number }> {
  const count = chance(random, 0.4) ? 2 : 1;
  const workers = await Promise.all(Array.from({ length: count }, startWorker));
  try {
    for (const worker of workers) worker.send({ folder, rounds: 100 });
    await pass(uniformInt(random, 0, LIFE_MILLIS));
    const [zombie, other] = workers;
    if (!zombie || !other) return { kills: count, zombies: 0 };
    // Meanwhile the other one does the same work, and the first goes on with what it knew.
    zombie.kill('SIGSTOP');
    await pass(uniformInt(random, 0, LIFE_MILLIS));
    zombie.kill('SIGCONT');
    await pass(uniformInt(random, 0, LIFE_MILLIS));
    return { kills: count, zombies: 1 };
  } finally {
    await Promise.all(workers.map(end));
  }
}

/** Works on the folder until all is ingested, without a fault. */
async function workInPeace(folder: string): Promise<void> {
  const worker = await startWorker();
  try {
    worker.send({ folder, rounds: 2 });
    const [answer] = await once(worker, 'message');
    expect(answer).toEqual({ ok: 'done' });
  } finally {
    await end(worker);
  }
}

it('workers that are killed at any moment, one or two at once, lose and double nothing', async () => {
  const source = new GrowingSource(root);
  let [kills, zombies, looks] = [0, 0, 0];
  const look = async () => {
    looks++;
    say(`workers: ${kills} killed so far`);
    await workInPeace(root);
    const ports = await openAs(root, source.folder);
    const { polls, rowsInSegments, pollsTotal, faults } = await judge(ports);
    await ports.catalogue.close();
    expect(polls).toEqual(source.polls);
    expect([rowsInSegments, pollsTotal]).toEqual([polls.length, polls.length]);
    // By hand nobody goes on with a report or an ingestion whose worker was killed.
    expect(faults.filter((fault) => !/is Running|\/work\/|^incoming\//.test(fault))).toEqual([]);
  };
  while (kills < KILLS) {
    source.deliver();
    const done = await killAtRandom(root);
    kills += done.kills;
    zombies += done.zombies;
    if (kills >= looks * LOOK_EACH + LOOK_EACH) await look();
  }
  await look();
  say(`workers: ${kills} killed by SIGKILL, ${zombies} stopped and continued before, ${looks} looks`);
});
