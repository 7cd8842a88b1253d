import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { z } from 'zod';
import { pick } from '../../src/domain/generate/random';
import { type RunningCommand, runCommand, startCommand } from '../support/command';
import { freePorts } from '../support/free-ports';
import { tempFolder } from '../support/temp-folder';
import { chaosRandom, howMany, say } from './kit/chaos-run';
import { childrenOf, signal } from './kit/child-processes';
import { GrowingSource } from './kit/growing-source';
import { judge } from './kit/judge';
import { openAs } from './kit/play';

const root = tempFolder();
const random = chaosRandom('killed service');
const KILLS = howMany(4, 60);
/** At the fifth end of a part within five minutes, `start` gives up. */
const MOST_OF_A_PART = 4;
const PAUSE_MILLIS = 1_500;
const MAX_LOOKS = 10;
/** Longer than the API waits for a report. */
const ANSWER_MILLIS = 90_000;

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

  /** The answer of the API; null: it has none just now. */
  async ask(
    route: string,
    method = 'GET',
  ): Promise<{ readonly status: number; readonly body: unknown } | null> {
    try {
      const answer = await fetch(`${this.#url}${route}`, {
        method,
        signal: AbortSignal.timeout(ANSWER_MILLIS),
      });
      const body: unknown = await answer.json();
      return { status: answer.status, body };
    } catch {
      return null;
    }
  }

  get #running(): RunningCommand {
    if (!this.#command) throw new Error('It was never started');
    return this.#command;
  }
}

const idSchema = z.object({ report_id: z.string() });
const stateSchema = z.object({ state: z.string() });

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

/** Until it ends. */
async function endOf(service: Service, id: string): Promise<string> {
  for (let look = 0; look < MAX_LOOKS; look++) {
    const answer = await service.ask(`/get_report?report_id=${id}&wait=60s`);
    const state = stateSchema.safeParse(answer?.body).data?.state;
    if (state !== undefined && state !== 'Running') return state;
  }
  return 'Running';
}

it('a service whose parts are killed at any moment goes on, and ends every report that it accepted', async () => {
  const { service, source } = await newService();
  await service.start();
  const accepted: string[] = [];
  const kills = new Map<Victim, number>();
  for (let done = 0; done < KILLS; ) {
    source.deliver();
    await service.ask('/api/v1/ingestions', 'POST');
    const answer = await service.ask('/trigger_report');
    const id = idSchema.safeParse(answer?.body).data?.report_id;
    if (id !== undefined) accepted.push(id);
    await pass(uniformInt(random, 0, PAUSE_MILLIS));
    const wanted = pick<Victim>(random, [
      ['worker', 5],
      ['temporal', 2],
      ['start', 3],
    ]);
    const killed = await service.kill(wanted);
    if (killed === null) continue;
    kills.set(killed, (kills.get(killed) ?? 0) + 1);
    done++;
  }
  const ends = new Map<string, number>();
  for (const id of accepted) {
    const end = await endOf(service, id);
    ends.set(end, (ends.get(end) ?? 0) + 1);
  }
  await service.stop();
  // A start ingests what the sources hold.
  await service.start();
  await service.stop();
  const words = (counts: ReadonlyMap<string, number>) =>
    [...counts].map(([what, n]) => `${n} ${what}`).join(', ');
  say(`service: killed ${words(kills)}; of ${accepted.length} accepted reports ${words(ends)}`);
  expect([...ends.keys()].filter((end) => end !== 'Completed' && end !== 'Failed')).toEqual([]);
  expect(await runCommand(['verify'], service.env)).toMatchObject({ code: 0 });
  const ports = await openAs(root, source.folder);
  const { polls, rowsInSegments, faults } = await judge(ports);
  const known = await Promise.all(accepted.map((id) => ports.catalogue.reports.get(id)));
  await ports.catalogue.close();
  expect(known.filter((report) => report === null || report.state === 'Running')).toEqual([]);
  expect(polls).toEqual(source.polls);
  expect(rowsInSegments).toBe(polls.length);
  expect(faults).toEqual([]);
});
