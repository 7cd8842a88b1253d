import { execFile } from 'node:child_process';
import { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { readParquet } from 'nodejs-polars';
import { z } from 'zod';
import { generateDataSet } from '../../src/cli/commands/generate';
import { reportWorkflowId } from '../../src/contract/names';
import { openCatalogue } from '../../src/storage/sql/open-catalogue';
import { runCommand } from '../support/command';
import { tempFolder } from '../support/temp-folder';
import {
  type Cluster,
  type ClusterApi,
  type ClusterWorker,
  startApi,
  startCluster,
  startWorker,
} from './cluster';
import { filledVariables, readCompose } from './compose-file';

const FORMATS = ['csv', 'json', 'pdf'] as const;
const STORES = 1_500;
const AS_OF = '2023-01-24T18:00:00Z';
const WAIT_SECONDS = 30;
const MOST_WAITS = 10;
const MOST_LOOKS = 5_000;

const root = tempFolder();
const sourceDir = path.join(root, 'source');
const acceptedSchema = z.object({ report_id: z.string() });
const reportSchema = z.object({ state: z.string(), message: z.string().nullable() });

let cluster: Cluster;
let apis: readonly ClusterApi[];
let workers: readonly ClusterWorker[];
let headers: Record<string, string>;
let pollCount: number;

/** Writes three files of polls that overlap. @returns the number of different polls. */
async function makeSource(): Promise<number> {
  mkdirSync(sourceDir);
  const made = path.join(root, 'made');
  await generateDataSet({
    out: made,
    stores: String(STORES),
    days: '8',
    seed: '7',
    end: '2023-01-25T00:00:00Z',
  });
  for (const name of ['menu_hours.csv', 'timezones.csv'])
    writeFileSync(path.join(sourceDir, name), readFileSync(path.join(made, name)));
  const [header = '', ...lines] = readFileSync(path.join(made, 'store_status.csv'), 'utf8')
    .trimEnd()
    .split('\n');
  const third = Math.ceil(lines.length / 3);
  for (const [index, from] of [0, third, 2 * third].entries()) {
    const part = lines.slice(from, from + third + 100);
    writeFileSync(path.join(sourceDir, `polls-${index}.csv`), `${[header, ...part].join('\n')}\n`);
  }
  return new Set(lines.map((line) => line.replace(/,(in)?active,/i, ','))).size;
}

beforeAll(async () => {
  pollCount = await makeSource();
  cluster = await startCluster(sourceDir);
  const refused = await cluster.start('api').ended;
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('without an API key') });
  const setUp = await Promise.all([cluster.start('setup').ended, cluster.start('setup').ended]);
  expect(setUp.map(({ code }) => code)).toEqual([0, 0]);
  const made = await cluster.run('api', ['keys', 'create', '--scope', 'admin', '--name', 'ops']);
  expect(made.stdout).toMatch(/^lw_\S+\n$/);
  headers = { Authorization: `Bearer ${made.stdout.trim()}` };
  [apis, workers] = await Promise.all([
    Promise.all([startApi(cluster), startApi(cluster)]),
    Promise.all([startWorker(cluster), startWorker(cluster), startWorker(cluster)]),
  ]);
}, 120_000);
afterAll(() => cluster?.stop(), 60_000);

async function ask(api: ClusterApi, body: Readonly<Record<string, unknown>>): Promise<string> {
  const answer = await fetch(`${api.url}/api/v1/reports`, {
    method: 'POST',
    headers: { ...headers, 'Content-Type': 'application/json' },
    body: JSON.stringify({ as_of: AS_OF, ...body }),
  });
  return acceptedSchema.parse(await answer.json()).report_id;
}

async function untilCompleted(api: ClusterApi, reportId: string): Promise<void> {
  for (let look = 0; look < MOST_WAITS; look++) {
    const answer = await fetch(`${api.url}/api/v1/reports/${reportId}?wait=${WAIT_SECONDS}`, { headers });
    const { state, message } = reportSchema.parse(await answer.json());
    if (state === 'Running') continue;
    expect({ state, message }).toEqual({ state: 'Completed', message: null });
    return;
  }
  throw new Error(`The report ${reportId} was never completed.`);
}

async function download(api: ClusterApi, reportId: string, format: string): Promise<Buffer> {
  const answer = await fetch(`${api.url}/api/v1/reports/${reportId}/report.${format}`, { headers });
  expect(answer.status).toBe(200);
  return Buffer.from(await answer.arrayBuffer());
}

/** The report's files; checks that every API returns the same bytes. */
async function downloads(reportId: string): Promise<Readonly<Record<string, Buffer>>> {
  const files: Record<string, Buffer> = {};
  for (const format of FORMATS) {
    const [first = Buffer.of(), ...others] = await Promise.all(
      apis.map((api) => download(api, reportId, format)),
    );
    for (const other of others) expect(other.equals(first)).toBe(true);
    files[format] = first;
  }
  return files;
}

/** The report that a single machine makes of the same folder. */
async function madeByOneMachine(flags: readonly string[]): Promise<Readonly<Record<string, Buffer>>> {
  const out = path.join(root, `alone-${flags.join('')}`);
  const places = ['--data', sourceDir, '--state', path.join(root, 'alone'), '--out', out];
  const ended = await runCommand(['report', ...places, '--as-of', AS_OF, ...flags]);
  expect(ended.code).toBe(0);
  return Object.fromEntries(
    FORMATS.map((format) => [format, readFileSync(path.join(out, `report.${format}`))]),
  );
}

function expectSame(files: Readonly<Record<string, Buffer>>, others: Readonly<Record<string, Buffer>>): void {
  for (const format of FORMATS) {
    const [file = Buffer.of(), other = Buffer.of()] = [files[format], others[format]];
    expect(file.length).toBeGreaterThan(1_000);
    expect([format, file.equals(other)]).toEqual([format, true]);
  }
}

/** The worker that is rendering the report's PDF. */
async function workerAtPdf(reportId: string): Promise<ClusterWorker> {
  const handle = cluster.client.workflow.getHandle(reportWorkflowId(reportId));
  for (let look = 0; look < MOST_LOOKS; look++) {
    const { raw } = await handle.describe();
    const held = (raw.pendingActivities ?? []).find(
      ({ activityType, state, lastWorkerIdentity }) =>
        activityType?.name === 'render' && state === STARTED && lastWorkerIdentity,
    );
    const worker = workers.find(({ identity }) => identity === held?.lastWorkerIdentity);
    if (worker) return worker;
  }
  throw new Error('No worker was seen at the PDF.');
}

/** Temporal's number for an activity that a worker is running. */
const STARTED = 2;
/** Temporal's number for a heartbeat timeout. */
const HEARTBEAT_TIMEOUT = 4;

it('passes the health checks of docker-compose.yml', async () => {
  const { services } = readCompose(filledVariables());
  const programs = [
    ...apis.map(({ url }) => healthCheck('api', 'http://127.0.0.1:8080', url)),
    ...workers.map(({ metricsUrl }) => healthCheck('worker', 'http://127.0.0.1:9464/metrics', metricsUrl)),
  ];
  expect(programs).toHaveLength(5);
  // Rejects if a program exits with another code than 0.
  await Promise.all(programs.map((program) => promisify(execFile)(process.execPath, ['-e', program])));

  function healthCheck(service: string, within: string, here: string): string {
    const program = services[service]?.healthcheck?.test?.at(-1) ?? '';
    expect(program).toContain(within);
    return program.replace(within, here);
  }
});

it('ingests each poll once, even if several services ask repeatedly', async () => {
  const asked = await Promise.all([cluster.run('api', ['ingest']), cluster.run('api', ['ingest'])]);
  for (const ended of asked)
    expect(ended).toMatchObject({ code: 0, stdout: expect.stringContaining('Ingested 5 files') });
  const again = await cluster.run('worker', ['ingest']);
  expect(again.stdout).toContain('Nothing to do');

  const catalogue = await openCatalogue(cluster.catalogueUrl);
  const latest = await catalogue.log.latest();
  const segments = await catalogue.log.segments(latest?.version ?? 0);
  await catalogue.close();
  expect(latest?.pollsTotal).toBe(pollCount);
  expect(segments.length).toBeGreaterThanOrEqual(3);
  const polls = new Set<string>();
  let rows = 0;
  for (const { key } of segments) {
    const frame = readParquet(path.join(cluster.blobsDir, key));
    rows += frame.height;
    const [ids, instants] = [frame.getColumn('store_id').toArray(), frame.getColumn('at').toArray()];
    for (const [row, id] of ids.entries()) polls.add(`${id} ${Number(instants[row])}`);
  }
  expect({ rows, polls: polls.size }).toEqual({ rows: pollCount, polls: pollCount });
}, 120_000);

it('completes all reports after a worker is killed, with the same bytes as a single machine', async () => {
  const [here, there] = apis;
  if (!here || !there) throw new Error('There must be two.');
  const long = await ask(here, { full_table: true });
  const victim = await workerAtPdf(long);
  victim.command.process.kill('SIGKILL');
  expect((await victim.command.ended).code).toBeNull();

  const others = await Promise.all([
    ask(there, {}),
    ask(here, { method: 'count' }),
    ask(there, { extended: true }),
    ask(here, { hold: '90m' }),
  ]);
  const alone: Readonly<Record<string, Buffer>>[] = [];
  // Temporal waits for a heartbeat of the dead worker; meanwhile a single machine makes the same reports.
  for (const flags of [['--full-table'], [], ['--method', 'count']])
    alone.push(await madeByOneMachine(flags));
  await Promise.all([
    ...others.map((id, index) => untilCompleted(index % 2 === 0 ? here : there, id)),
    untilCompleted(there, long),
  ]);

  const { events } = await cluster.client.workflow.getHandle(reportWorkflowId(long)).fetchHistory();
  const retried = (events ?? []).flatMap(({ activityTaskStartedEventAttributes: started }) =>
    started?.lastFailure ? [started] : [],
  );
  expect(retried.length).toBeGreaterThan(0);
  for (const { attempt, identity, lastFailure } of retried) {
    expect({ attempt, type: lastFailure?.timeoutFailureInfo?.timeoutType }).toEqual({
      attempt: 2,
      type: HEARTBEAT_TIMEOUT,
    });
    expect(identity).not.toBe(victim.identity);
  }
  for (const [index, id] of [long, ...others].slice(0, alone.length).entries())
    expectSame(await downloads(id), alone[index] ?? {});
}, 240_000);

it('accepts a new worker, and ingests new polls with the remaining workers', async () => {
  const joined = await startWorker(cluster);
  appendFileSync(path.join(sourceDir, 'polls-2.csv'), 'a-new-store,active,2023-01-24 23:59:59.5 UTC\n');
  const ended = await cluster.run('api', ['ingest']);
  expect(ended).toMatchObject({ code: 0, stdout: expect.stringContaining('1 new poll') });
  expect((await fetch(joined.metricsUrl)).status).toBe(200);
  for (const api of apis) {
    const answer = await fetch(`${api.url}/api/v1/freshness`, { headers });
    expect(await answer.text()).toContain('2023-01-24T23:59:59.500000Z');
  }
  expect(readdirSync(sourceDir)).toHaveLength(5);
}, 120_000);
