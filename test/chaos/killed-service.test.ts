import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { pick } from '../../src/domain/generate/random';
import { type RunningCommand, runCommand, startCommand } from '../support/command';
import { freePorts } from '../support/free-ports';
import { tempFolder } from '../support/temp-folder';
import { Asker, counted } from './kit/ask-service';
import { chaosRandom, howMany, say } from './kit/chaos-run';
import { childrenOf, signal } from './kit/child-processes';
import { GrowingSource } from './kit/growing-source';
import { judge } from './kit/judge';
import { openAs } from './kit/play';

let service: Service | null = null;
// Before the hook that removes the folder: jest runs these in the order in which they are written.
afterAll(() => service?.end());

const root = tempFolder();
const random = chaosRandom('killed service');
const KILLS = howMany(1, 20);
/** At the fifth end of a part within five minutes, `start` gives up. */
const MOST_OF_A_PART = 4;
const PAUSE_MILLIS = 1_500;
type Victim = 'worker' | 'temporal' | 'start';

/** The built service as a user runs it. */
class Service {
  #command: RunningCommand | null = null;
  #url = '';
  readonly #ends = new Map<Victim, number>();

  constructor(readonly env: Readonly<Record<string, string>>) {}

  async start(): Promise<void> {
    this.#ends.clear();
    this.#command = startCommand(['start'], this.env);
    this.#url = await this.#command.line('Page');
  }

  async stop(): Promise<void> {
    this.#running.process.kill('SIGINT');
    expect(await this.#running.ended).toMatchObject({ code: 0 });
  }

  /** @returns what was killed; null: it was just not there */
  async kill(wanted: Victim): Promise<Victim | null> {
    const ends = (this.#ends.get(wanted) ?? 0) + 1;
    const victim = ends > MOST_OF_A_PART ? 'start' : wanted;
    const { pid = 0 } = this.#running.process;
    if (victim === 'start') {
      this.#running.process.kill('SIGKILL');
      await once(this.#running.process, 'exit');
      await this.start();
      return victim;
    }
    const word = victim === 'worker' ? ' worker' : 'start-dev';
    const child = childrenOf(pid).find(({ command }) => command.includes(word));
    if (!child || !signal(child.pid, 'SIGKILL')) return null;
    this.#ends.set(victim, ends);
    return victim;
  }

  /** Leaves nothing behind, whatever a test has found. */
  async end(): Promise<void> {
    const { pid = 0, exitCode, signalCode } = this.#running.process;
    const parts = childrenOf(pid);
    if (exitCode === null && signalCode === null) {
      this.#running.process.kill('SIGKILL');
      await this.#running.ended;
    }
    for (const part of parts) signal(part.pid, 'SIGKILL');
  }

  get url(): string {
    return this.#url;
  }

  get #running(): RunningCommand {
    if (!this.#command) throw new Error('It was never started');
    return this.#command;
  }
}

async function newService(): Promise<{ readonly service: Service; readonly source: GrowingSource }> {
  const [port, temporalPort, uiPort] = (await freePorts(3)).map(String);
  const source = new GrowingSource(root);
  source.deliver();
  const service = new Service({
    LOOPWATCH_DATA: path.join(root, 'data'),
    LOOPWATCH_SOURCE: source.folder,
    LOOPWATCH_LOG_LEVEL: 'silent',
    LOOPWATCH_PORT: port ?? '',
    LOOPWATCH_TEMPORAL_PORT: temporalPort ?? '',
    LOOPWATCH_TEMPORAL_UI_PORT: uiPort ?? '',
  });
  return { service, source };
}

it('a service whose parts are killed at any moment goes on, and ends every report that it accepted', async () => {
  const { source, service: running } = await newService();
  service = running;
  await running.start();
  const asker = new Asker(() => running.url);
  const kills = new Map<Victim, number>();
  for (let done = 0; done < KILLS; ) {
    source.deliver();
    await asker.ingest();
    await asker.report();
    await pass(uniformInt(random, 0, PAUSE_MILLIS));
    const wanted = pick<Victim>(random, [
      ['worker', 5],
      ['temporal', 2],
      ['start', 3],
    ]);
    const killed = await running.kill(wanted);
    if (killed === null) continue;
    kills.set(killed, (kills.get(killed) ?? 0) + 1);
    done++;
  }
  const ends = await asker.ends();
  await running.stop();
  // A start ingests what the sources hold.
  await running.start();
  await running.stop();
  say(`service: killed ${counted(kills)}; of ${asker.accepted.length} accepted reports ${counted(ends)}`);
  expect([...ends.keys()].filter((end) => end !== 'Completed' && end !== 'Failed')).toEqual([]);
  expect(await runCommand(['verify'], running.env)).toMatchObject({ code: 0 });
  const ports = await openAs(root, source.folder);
  const { polls, rowsInSegments, faults } = await judge(ports);
  const known = await Promise.all(asker.accepted.map((id) => ports.catalogue.reports.get(id)));
  await ports.catalogue.close();
  expect(known.filter((report) => report === null || report.state === 'Running')).toEqual([]);
  expect(polls).toEqual(source.polls);
  expect(rowsInSegments).toBe(polls.length);
  expect(faults).toEqual([]);
});
