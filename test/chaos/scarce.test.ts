import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import type { ActivityPorts } from '../../src/activities/ports';
import { MICROS_PER_DAY } from '../../src/domain/time/instants';
import { smallDisk } from '../support/small-disk';
import { tempFolder } from '../support/temp-folder';
import { newPast } from '../support/workflows-by-hand';
import { chaosRandom, howMany, say } from './kit/chaos-run';
import { GrowingSource } from './kit/growing-source';
import { judge, type Outcome, pollsIn } from './kit/judge';
import { openAs } from './kit/play';
import { ALL_POLLS, newSource, STEPS } from './kit/scenario';

const root = tempFolder();
const disk = smallDisk();
const random = chaosRandom('scarce resources');
const newFolder = () => mkdtempSync(path.join(root, 'scarce-'));

/** Plays all steps. @param change ports for one step */
async function playWith(folder: string, change: (ports: ActivityPorts, step: number) => ActivityPorts) {
  const source = newSource(folder);
  const ports = await openAs(folder, source);
  for (const [index, step] of STEPS.entries()) {
    step.deliver(source);
    const changed = change(ports, index);
    await step.run(changed, newPast({ clock: () => 1 + index }));
  }
  const outcome = await judge(ports);
  await ports.catalogue.close();
  return outcome;
}

describe('a disk that is full', () => {
  it.each([0, 2, 5])('during step %d: it says so, and all is well once there is room', async (full) => {
    const folder = mkdtempSync(path.join(disk().folder, 'full-'));
    const source = newSource(folder);
    const ports = await openAs(folder, source);
    for (const [index, step] of STEPS.entries()) {
      step.deliver(source);
      if (index === full) {
        disk().fill();
        const said = await step
          .run(
            ports,
            newPast({ clock: () => 1 }, () => disk().free()),
          )
          .then(
            () => 'it had room enough',
            (error: unknown) => String(error),
          );
        disk().free();
        expect(said).toMatch(/had room enough|full/);
      }
      await step.run(ports, newPast({ clock: () => 2 + index }));
    }
    const { polls, rowsInSegments, faults } = await judge(ports);
    await ports.catalogue.close();
    expect(polls).toEqual(ALL_POLLS);
    expect([rowsInSegments, faults]).toEqual([ALL_POLLS.length, []]);
  });
});

describe('few open files and little memory', () => {
  const PROGRAM = path.resolve(__dirname, '../support/processes/work-until-killed.ts');
  const PRELOADED = ['../support/processes/light-temporal.js', '../support/run/load-typescript.js'];

  /** Lets a process do the work with a bound. @returns its answer, or how it ended */
  async function work(folder: string, bound: string, nodeOptions: readonly string[] = []): Promise<string> {
    const preloaded = PRELOADED.flatMap((file) => ['-r', path.resolve(__dirname, file)]);
    const call = [process.execPath, ...nodeOptions, ...preloaded, PROGRAM];
    const child = spawn('sh', ['-c', `${bound}; exec "$0" "$@"`, ...call], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    const said = child.stderr ? text(child.stderr) : Promise.resolve('');
    const exited = once(child, 'exit').then(async () => `ended: ${await said}`);
    const heard = async () => JSON.stringify((await once(child, 'message'))[0]);
    const first = await Promise.race([heard(), exited]);
    if (!first.includes('ready')) return first;
    child.send({ folder, rounds: 2 });
    const answer = await Promise.race([heard(), exited]);
    child.kill('SIGKILL');
    await exited;
    return answer;
  }

  it('with 28 to 64 open files it works, or says what it lacks, and another process goes on', async () => {
    const answers: string[] = [];
    for (let run = 0; run < howMany(1, 20); run++) {
      const folder = newFolder();
      const source = new GrowingSource(folder);
      source.deliver();
      answers.push(await work(folder, `ulimit -n ${uniformInt(random, 28, 64)}`));
      expect(await work(folder, 'true')).toContain('done');
      const ports = await openAs(folder, source.folder);
      expect(await pollsIn(ports)).toEqual(source.polls);
      await ports.catalogue.close();
    }
    const done = answers.filter((answer) => answer.includes('done')).length;
    say(`open files: ${done} of ${answers.length} worked`);
    for (const answer of answers) expect(answer).toMatch(/done|EMFILE|open file|No more files|too many/i);
  });

  it('with 450 MB of memory it works', async () => {
    const folder = newFolder();
    const source = new GrowingSource(folder);
    for (let hour = 0; hour < 100; hour++) source.deliver();
    expect(await work(folder, 'true', ['--max-old-space-size=450'])).toContain('done');
    const ports = await openAs(folder, source.folder);
    expect(await pollsIn(ports)).toEqual(source.polls);
    await ports.catalogue.close();
  });
});

describe('a clock that jumps', () => {
  let undisturbed: Outcome;
  beforeAll(async () => {
    undisturbed = await playWith(newFolder(), (ports) => ports);
  });
  const at = (text: string) => Date.parse(text) * 1_000;

  it.each<readonly [string, (step: number, now: number) => number]>([
    ['a day back and forth', (step, now) => now + (step % 2 === 0 ? -MICROS_PER_DAY : MICROS_PER_DAY)],
    ['years back, at every second step', (step, now) => (step % 2 === 0 ? now : at('2023-02-01'))],
    ['beyond 2038', (step) => at('2038-01-19T03:14:05Z') + step * 1_000_000],
    ['beyond 2106', (step) => at('2106-02-07T06:28:13Z') + step * 1_000_000],
  ])('%s changes nothing', async (_name, clock) => {
    const outcome = await playWith(newFolder(), (ports, step) => ({
      ...ports,
      clock: () => clock(step, ports.clock()),
    }));
    expect(outcome.polls).toEqual(undisturbed.polls);
    expect(outcome.reports).toEqual(undisturbed.reports);
    expect(outcome.faults.filter((fault) => !fault.endsWith('is left'))).toEqual([]);
  });
});
