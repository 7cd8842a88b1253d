import { once } from 'node:events';
import { mkdirSync, readFileSync, watch } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { TASK_QUEUE } from '../../../src/contract/names';
import { connectTemporal } from '../../../src/temporal/connection';
import { type RunningCommand, runCommand, startCommand } from '../../support/command';
import { freePorts } from '../../support/free-ports';
import { tempFolder } from '../../support/temp-folder';

const root = tempFolder();
const ACTIVITY_TASKS = 2;
const MAX_LOOKS = 5;

async function environment(name: string): Promise<Record<string, string>> {
  const [port, temporalPort, uiPort, workerPort, sdkPort] = (await freePorts(5)).map(String);
  const dataDir = path.join(root, name);
  mkdirSync(dataDir);
  return {
    LOOPWATCH_DATA: dataDir,
    LOOPWATCH_PORT: port ?? '',
    LOOPWATCH_TEMPORAL_PORT: temporalPort ?? '',
    LOOPWATCH_TEMPORAL_UI_PORT: uiPort ?? '',
    // A worker that lives on would keep these.
    LOOPWATCH_WORKER_METRICS_PORT: workerPort ?? '',
    LOOPWATCH_TEMPORAL_METRICS_PORT: sdkPort ?? '',
  };
}

async function kill(command: RunningCommand): Promise<void> {
  command.process.kill('SIGKILL');
  await once(command.process, 'exit');
}

async function stop(command: RunningCommand): Promise<void> {
  command.process.kill('SIGINT');
  expect(await command.ended).toMatchObject({ code: 0, stderr: '' });
}

/** Starts, and waits until the server's process is there, which does not answer yet. */
async function startUntilSpawned(env: Readonly<Record<string, string>>): Promise<RunningCommand> {
  const dataDir = env.LOOPWATCH_DATA ?? '';
  const changes = watch(dataDir);
  const command = startCommand(['start'], env);
  for await (const [, name] of changesOf(changes)) if (name === 'temporal.pid') break;
  changes.close();
  return command;
}

async function* changesOf(changes: ReturnType<typeof watch>) {
  for (;;) yield z.tuple([z.string(), z.string()]).parse(await once(changes, 'change'));
}

const statusSchema = z.object({ state: z.string() });

async function makeReport(url: string): Promise<void> {
  const answer = await fetch(`${url}/trigger_report`);
  const { report_id: id } = z.object({ report_id: z.string() }).parse(await answer.json());
  let state = 'Running';
  for (let look = 0; look < MAX_LOOKS && state === 'Running'; look++)
    state = statusSchema.parse(
      await (await fetch(`${url}/get_report?report_id=${id}&wait=30s`)).json(),
    ).state;
  expect(state).toBe('Completed');
}

/** Kills the Temporal server under a running `start`. */
function killTemporal(env: Readonly<Record<string, string>>): void {
  process.kill(Number(readFileSync(path.join(env.LOOPWATCH_DATA ?? '', 'temporal.pid'), 'utf8')), 'SIGKILL');
}

/** Kills the worker process under a running `start`, by the name that Temporal knows. */
async function killWorker(env: Readonly<Record<string, string>>): Promise<void> {
  const address = `127.0.0.1:${env.LOOPWATCH_TEMPORAL_PORT}`;
  const { client, connection } = await connectTemporal({ address, namespace: 'default' });
  const { pollers } = await client.workflowService.describeTaskQueue({
    namespace: 'default',
    taskQueue: { name: TASK_QUEUE },
    taskQueueType: ACTIVITY_TASKS,
  });
  await connection.close();
  for (const { identity } of pollers ?? []) process.kill(Number.parseInt(identity ?? '', 10), 'SIGKILL');
}

it('start comes up after it was killed at any moment, with the same ports', async () => {
  const env = await environment('killed');
  await kill(await startUntilSpawned(env));
  expect((await runCommand(['doctor'], env)).stdout).toMatch(
    /warning {2}A Temporal server that a crash left running \(process \d+\) has the database of this folder/,
  );

  const duringIngestion = startCommand(['start'], env);
  await duringIngestion.line('Stopping the Temporal server that a crash left running.');
  await duringIngestion.line('Ingesting');
  await kill(duringIngestion);

  const whileServing = startCommand(['start'], env);
  await makeReport(await whileServing.line('Page'));
  await kill(whileServing);

  const last = startCommand(['start'], env);
  await makeReport(await last.line('Page'));
  await stop(last);
});

it('of two starts at once in one folder one wins, and the other names it', async () => {
  const [one, other] = [await environment('raced'), await environment('other')];
  const starts = [one, { ...other, LOOPWATCH_DATA: one.LOOPWATCH_DATA ?? '' }].map((env) =>
    startCommand(['start'], env),
  );
  const loser = await Promise.race(starts.map(async (each) => ({ each, ended: await each.ended })));
  const [winner] = starts.filter((each) => each !== loser.each);
  if (!winner) throw new Error('no winner');
  expect(loser.ended).toMatchObject({
    code: 1,
    stderr: `loopwatch: The data folder ${one.LOOPWATCH_DATA} is in use by another Loopwatch (process ${winner.process.pid}). Stop that one, or choose another with --data-dir or LOOPWATCH_DATA.\n`,
  });
  await winner.line('Page');
  await stop(winner);
});

it('a Temporal server or a worker that is killed is started again, and all parts go on', async () => {
  const env = await environment('again');
  const command = startCommand(['start'], env);
  await command.line('Ingesting');
  killTemporal(env);
  await command.line('The Temporal server has ended (killed by SIGKILL). It is started again in 0.5 s.');
  await command.line('Ingested 3 files:');
  const url = await command.line('Page');
  await makeReport(url);

  await killWorker(env);
  await command.line('The worker process has ended (killed by SIGKILL). It is started again in 0.5 s.');
  await makeReport(url);

  killTemporal(env);
  await command.line('The Temporal server has ended (killed by SIGKILL). It is started again in 1 s.');
  await makeReport(url);
  await stop(command);
});
