import { execFile } from 'node:child_process';
import { renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import request from 'supertest';
import { createApp } from '../../../src/api/server/app';
import { FolderSource } from '../../../src/sources/folder-source';
import { ensureIngestSchedule } from '../../../src/temporal/schedules/ensure-schedules';
import { findPromtool } from '../../support/programs/find-promtool';
import { HOURS, POLLS, ZONES } from '../../support/service';
import { tempFolder } from '../../support/temp-folder';
import { type ApiUnderTest, startApi } from '../api-under-test';

const folder = tempFolder();
let harness: ApiUnderTest;
let promtool: string;

beforeAll(async () => {
  promtool = await findPromtool();
  harness = await startApi({
    'polls.csv': pollsOf(60),
    'hours.csv': `${HOURS}1,0,09:00,17:00\n2,0,09:00,17:00\n3,0,09:00,17:00\n`,
    'zones.csv': `${ZONES}1,UTC\n`,
  });
  await harness.startWorker();
  await ensureIngestSchedule(harness.server.client);
});

afterAll(() => harness.stop());

/** One poll a minute, of so many minutes that end a minute ago, or so many hours earlier. */
function pollsOf(minutes: number, hoursAgo = 0): string {
  const end = Date.now() - hoursAgo * 3_600_000;
  const at = (minute: number) =>
    new Date(end - (minutes - minute) * 60_000).toISOString().replace('T', ' ').slice(0, 19);
  return `${POLLS}${Array.from({ length: minutes }, (_, minute) => `1,active,${at(minute)} UTC\n`).join('')}`;
}

async function get(address: string) {
  return (await harness.api.get(address).expect(200)).body;
}

/** What every place says of the data, after an ingestion. */
async function lights() {
  const id = await harness.ingestNow();
  const { state, sources } = await get('/api/v1/freshness');
  const { outcome, problems_count: problems } = await get(`/api/v1/ingestions/${id}`);
  // An app of its own: /readyz keeps its answer for a second.
  const { body } = await request(createApp(harness.apiPorts)).get('/readyz').expect(200);
  const { status, data } = body;
  expect(status).toBe('ready');
  return {
    state,
    sources: sources.map((source: { state: string }) => source.state),
    outcome,
    problems,
    data,
  };
}

/**
 * The alerts that fire for a service that goes on to give the figures that it gives now.
 * @param minutes how long it does
 */
async function alertsAfter(minutes: number): Promise<string[]> {
  const { text } = await harness.api.get('/metrics').expect(200);
  const now = Date.now() / 1_000;
  const lines: string[] = text.split('\n').filter((line: string) => line.startsWith('loopwatch_'));
  const series = lines.map((line) => {
    const at = line.lastIndexOf(' ');
    const name = line.slice(0, at);
    // The time of the test begins at 0.
    const value = Number(line.slice(at + 1)) - (/_timestamp_seconds/.test(name) ? now : 0);
    return { series: name, values: `${value}+0x${minutes}` };
  });
  const query = { expr: 'count by (alertname) (ALERTS{alertstate="firing"})', eval_time: `${minutes}m` };
  const test = {
    interval: '1m',
    input_series: series,
    promql_expr_test: [{ ...query, exp_samples: [{ labels: 'none', value: -1 }] }],
  };
  const file = path.join(folder, 'test.yml');
  // YAML holds JSON.
  writeFileSync(
    file,
    JSON.stringify({
      rule_files: [path.resolve('docs/alerts.yml')],
      evaluation_interval: '1m',
      tests: [test],
    }),
  );
  const { stdout, stderr } = await promisify(execFile)(promtool, ['test', 'rules', file]).then(
    () => Promise.reject(new Error('promtool found the sample that cannot be there')),
    (error: { stdout: string; stderr: string }) => error,
  );
  const output = `${stdout}${stderr}`;
  const [, got] = /got:\s*(\S[^\n]*)/.exec(output) ?? [];
  if (got === undefined) throw new Error(output);
  return [...got.matchAll(/alertname="Loopwatch(\w+)"/g)].map(([, name]) => name ?? '').sort();
}

it('the example of alert rules can be read by Prometheus', async () => {
  const { stdout } = await promisify(execFile)(promtool, ['check', 'rules', 'docs/alerts.yml']);
  expect(stdout).toMatch(/SUCCESS: \d\d rules found/);
});

it('all is well: the light is green everywhere, and no alert fires', async () => {
  expect(await lights()).toEqual({
    state: 'fresh',
    sources: ['fresh'],
    outcome: 'completed',
    problems: 0,
    data: 'ok',
  });
  expect(await alertsAfter(100)).toEqual([]);
});

it('no news for hours: alerts fire by the clock alone', async () => {
  expect(await alertsAfter(240)).toEqual(['NoNewPolls', 'SourceNotListed']);
});

it('more than 1 % of the rows in quarantine: completed with problems, everywhere', async () => {
  harness.service.put('more.csv', `${pollsOf(9)}1,asleep,2026-01-01 00:00:00 UTC\n`);
  expect(await lights()).toEqual({
    state: 'problems',
    sources: ['problems'],
    outcome: 'completed_with_problems',
    problems: 1,
    data: expect.stringMatching(/^problems: Completed with problems: 1 file with more than 1 % of the rows/),
  });
  expect(await alertsAfter(100)).toEqual(['IngestionHasProblems', 'ManyRowsInQuarantine']);
  const id = await harness.start();
  await harness.untilClosed(id);
  const { report } = await get(`/api/v1/reports/${id}/report.json`);
  expect(report.warnings).toContain(
    '1 of 10 rows of more.csv is in quarantine: status is neither active nor inactive.',
  );
});

it('an ingestion that finds nothing new is not well while the fault is there', async () => {
  expect(await lights()).toMatchObject({ outcome: 'completed_with_problems', problems: 1 });
  harness.service.put('more.csv', pollsOf(10));
  expect(await lights()).toMatchObject({ state: 'fresh', outcome: 'completed', data: 'ok' });
});

it('a rejected file', async () => {
  harness.service.put('more.csv', 'store_id,status\n1,active\n');
  expect(await lights()).toMatchObject({
    state: 'problems',
    outcome: 'completed_with_problems',
    problems: 1,
    data: expect.stringMatching(/^problems: Completed with problems: 1 file rejected/),
  });
  expect(await alertsAfter(100)).toEqual(['FilesRejected', 'IngestionHasProblems']);
  harness.service.put('more.csv', pollsOf(11));
  expect(await lights()).toMatchObject({ state: 'fresh', outcome: 'completed' });
});

it('a version of the hours that is held back', async () => {
  harness.service.put('hours.csv', `${HOURS}1,0,09:00,17:00\n`);
  expect(await lights()).toMatchObject({
    state: 'problems',
    outcome: 'completed_with_problems',
    data: expect.stringContaining('1 version held back'),
  });
  expect(await alertsAfter(100)).toEqual(['IngestionHasProblems']);
  harness.service.put('hours.csv', `${HOURS}1,0,09:00,17:00\n2,0,09:00,17:00\n3,0,09:00,17:00\n`);
  expect(await lights()).toMatchObject({ state: 'fresh', outcome: 'completed' });
});

it('a source that is gone', async () => {
  const { sourceDir } = harness.service;
  renameSync(sourceDir, `${sourceDir}-away`);
  expect(await lights()).toMatchObject({
    state: 'problems',
    sources: ['problems'],
    outcome: 'completed_with_problems',
    data: expect.stringContaining('1 source or step failed'),
  });
  expect(await alertsAfter(100)).toEqual(['IngestionHasProblems', 'SourceFails']);
  const { message } = await get('/api/v1/freshness');
  expect(message).toContain(`${sourceDir} cannot be read`);
  const id = await harness.start();
  await harness.untilClosed(id);
  const { report } = await get(`/api/v1/reports/${id}/report.json`);
  expect(report.warnings).toContainEqual(
    expect.stringContaining(`A source could not be read at the last try: ${sourceDir}`),
  );
  renameSync(`${sourceDir}-away`, sourceDir);
  expect(await lights()).toMatchObject({ state: 'fresh', outcome: 'completed' });
});

describe('data that arrive now and are not of now', () => {
  const files = {
    'polls.csv': pollsOf(60, 30),
    'hours.csv': `${HOURS}1,0,09:00,17:00\n`,
    'zones.csv': `${ZONES}1,UTC\n`,
  };
  /** The lights of another service, whose folder may be the sample. */
  async function lightsOf(isSample: boolean) {
    await harness.stop();
    harness = await startApi(files);
    const { ports, sourceDir } = harness.service;
    Object.assign(ports, { sources: [new FolderSource(sourceDir, { isSample })] });
    await harness.startWorker();
    await ensureIngestSchedule(harness.server.client);
    return lights();
  }

  it('are old: no green light, and an alert', async () => {
    expect(await lightsOf(false)).toEqual({
      state: 'old',
      sources: ['old'],
      outcome: 'completed',
      problems: 0,
      data: expect.stringMatching(/^old: .* but they are old/),
    });
    expect(await alertsAfter(100)).toEqual(['NewestPollIsOld']);
  });

  it('are the sample, and say so', async () => {
    expect(await lightsOf(true)).toEqual({
      state: 'sample',
      sources: ['sample'],
      outcome: 'completed',
      problems: 0,
      data: expect.stringMatching(/^sample: This is the sample that ships with Loopwatch/),
    });
    expect(await alertsAfter(100)).toEqual(['NewestPollIsOld']);
  });
});
