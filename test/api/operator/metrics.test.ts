import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Client, Connection } from '@temporalio/client';
import request from 'supertest';
import { createApp } from '../../../src/api/server/app';
import { untilQuiet } from '../../../src/temporal/call-temporal';
import { ensureIngestSchedule } from '../../../src/temporal/schedules/ensure-schedules';
import { pauseIngestSchedule } from '../../../src/temporal/schedules/ingest-schedule-state';
import { createWorkerMetrics } from '../../../src/worker/worker-metrics';
import { POLLS, WORKED_EXAMPLE } from '../../support/service';
import { type ApiUnderTest, startApi } from '../api-under-test';

let harness: ApiUnderTest;

beforeAll(async () => {
  harness = await startApi();
  await harness.startWorker();
});

afterAll(() => harness.stop());

/** The samples of a scrape, by name and labels. */
async function scrape(app = createApp(harness.apiPorts)): Promise<ReadonlyMap<string, number>> {
  const { text, type } = await request(app).get('/metrics').expect(200);
  expect(type).toBe('text/plain');
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]));
}

it('a scrape leaves out unknown figures before the first ingestion', async () => {
  const samples = await scrape();
  for (const name of [
    'loopwatch_ingestion_lag_seconds',
    'loopwatch_last_new_polls_timestamp_seconds',
    'loopwatch_last_ingestion_timestamp_seconds',
    'loopwatch_last_ingestion_success',
    'loopwatch_schedule_paused',
    'loopwatch_schedule_missed_runs_total',
  ])
    expect([name, samples.get(name)]).toEqual([name, undefined]);
  expect(samples.get('loopwatch_reports{state="running"}')).toBe(0);
});

it('a scrape has reports, ingested data and the Schedule', async () => {
  const failed = await harness.start();
  await harness.untilClosed(failed);
  for (const [name, text] of Object.entries(WORKED_EXAMPLE)) harness.service.put(name, text);
  harness.service.put(
    'bad.csv',
    `${POLLS}1,active,2023-01-23 10:00:00 UTC\n1,asleep,2023-01-23 11:00:00 UTC\n`,
  );
  harness.service.put('other.csv', 'store_id,status\n1,active\n');
  await harness.ingestNow();
  await harness.untilClosed(await harness.start());
  await ensureIngestSchedule(harness.server.client);
  await pauseIngestSchedule(harness.server.client, 'a test');
  const newest = Date.UTC(2023, 0, 23, 16) * 1_000;
  const samples = await scrape(createApp({ ...harness.apiPorts, clock: () => newest + 90e6 }));
  const last = await harness.apiPorts.catalogue.ingestions.lastFinished();
  expect(
    Object.fromEntries(
      [...samples].filter(([name]) =>
        /^loopwatch_(?!http|ready|freshness|source|quarantined_share)/.test(name),
      ),
    ),
  ).toEqual({
    'loopwatch_reports{state="running"}': 0,
    'loopwatch_reports{state="completed"}': 1,
    'loopwatch_reports{state="failed"}': 1,
    'loopwatch_reports{state="cancelled"}': 0,
    'loopwatch_quarantined_rows{kind="polls"}': 1,
    'loopwatch_quarantined_rows{kind="hours"}': 0,
    'loopwatch_quarantined_rows{kind="timezones"}': 0,
    loopwatch_rejected_files: 1,
    loopwatch_ingestion_lag_seconds: 90,
    loopwatch_last_new_polls_timestamp_seconds: expect.any(Number),
    loopwatch_last_ingestion_timestamp_seconds: (last?.finishedMicros ?? 0) / 1e6,
    loopwatch_last_ingestion_success: 0,
    'loopwatch_last_ingestion_outcome{outcome="completed"}': 0,
    'loopwatch_last_ingestion_outcome{outcome="completed_with_problems"}': 1,
    'loopwatch_last_ingestion_outcome{outcome="failed"}': 0,
    'loopwatch_last_ingestion_outcome{outcome="cancelled"}': 0,
    'loopwatch_ingestion_problems{kind="source"}': 0,
    'loopwatch_ingestion_problems{kind="file"}': 1,
    'loopwatch_ingestion_problems{kind="rows"}': 1,
    'loopwatch_ingestion_problems{kind="held"}': 0,
    loopwatch_schedule_paused: 1,
    loopwatch_schedule_missed_runs_total: 0,
    loopwatch_schedule_skipped_runs_total: 0,
  });
});

it('a scrape counts requests by the pattern of their address, never by the raw path', async () => {
  const app = createApp(harness.apiPorts);
  const api = request(app);
  await api.get('/api/v1/reports/not-an-id').expect(400);
  await api.get('/api/v1/reports/another').expect(400);
  await api.get('/whatever/someone/types').expect(404);
  await api.get('/assets/app.css').expect(200);
  const samples = await scrape(app);
  const count = (labels: string) => samples.get(`loopwatch_http_request_duration_seconds_count{${labels}}`);
  expect(count('method="GET",route="/api/v1/reports/{id}",status="400"')).toBe(2);
  expect(count('method="GET",route="none",status="404"')).toBe(1);
  expect(count('method="GET",route="/assets",status="200"')).toBe(1);
  expect([...samples.keys()].join('\n')).not.toMatch(/whatever|another/);
  expect(samples.has('process_cpu_seconds_total')).toBe(true);
  expect(samples.has('nodejs_eventloop_lag_seconds')).toBe(true);
});

it('a scrape still works without Temporal, and says that it is down', async () => {
  const connection = Connection.lazy({ address: '127.0.0.1:1' });
  const client = new Client({ connection });
  const samples = await scrape(createApp({ ...harness.apiPorts, client }));
  expect(samples.get('loopwatch_ready{check="temporal"}')).toBe(0);
  expect(samples.get('loopwatch_ready{check="catalogue"}')).toBe(1);
  expect(samples.get('loopwatch_reports{state="failed"}')).toBe(1);
  expect(samples.has('loopwatch_schedule_paused')).toBe(false);
  await untilQuiet(client);
  await connection.close();
});

it('the API and the worker together have every figure of the alert rules', async () => {
  const { text } = await harness.api.get('/metrics').expect(200);
  const served: readonly string[] =
    `${text}\n${await createWorkerMetrics(harness.apiPorts.clock).text()}`.match(/(?<=# TYPE )\w+/g) ?? [];
  const rules = readFileSync(path.resolve('docs/alerts.yml'), 'utf8').match(/(?<=expr: ).*/g) ?? [];
  const watched = rules.join('\n').match(/\b(?:loopwatch|nodejs|process)_[a-z0-9_]+/g) ?? [];
  expect(watched.length).toBeGreaterThan(rules.length - 2);
  const names = watched.map((name) => name.replace(/_(?:bucket|count|sum)$/, ''));
  expect(names.filter((name) => !served.includes(name))).toEqual([]);
});
