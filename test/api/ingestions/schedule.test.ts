import { Client, Connection } from '@temporalio/client';
import request from 'supertest';
import { createApp } from '../../../src/api/server/app';
import { INGEST_SCHEDULE_ID } from '../../../src/contract/names';
import { ensureIngestSchedule } from '../../../src/temporal/schedules/ensure-schedules';
import { type ApiUnderTest, startApi } from '../api-under-test';

const PATH = '/api/v1/schedule';
let harness: ApiUnderTest;

beforeAll(async () => {
  harness = await startApi();
  await harness.startWorker();
});
afterAll(() => harness.stop());

it('the Schedule is not found before it exists, and the problem says how to create it', async () => {
  for (const { status, body } of [
    await harness.api.get(PATH),
    await harness.api.post(`${PATH}/pause`),
    await harness.api.post(`${PATH}/resume`),
  ]) {
    expect(status).toBe(404);
    expect(body).toMatchObject({
      type: '/problems/not-found',
      detail: expect.stringContaining('Run "loopwatch start" or "loopwatch ingest"'),
    });
  }
});

describe('the hourly Schedule', () => {
  beforeAll(() => ensureIngestSchedule(harness.server.client));
  afterEach(() => harness.release());

  it('shows its next runs', async () => {
    const { body, headers } = await harness.api.get(PATH).expect(200);
    expect(headers['cache-control']).toBe('no-store');
    expect(body).toMatchObject({
      paused: false,
      note: null,
      cron: '0 * * * *',
      catchup_window_seconds: 86_400,
      last_runs: [],
      missed: 0,
      skipped: 0,
    });
    const hours: string[] = body.next_runs;
    expect(hours.length).toBeGreaterThan(1);
    for (const hour of hours) expect(hour).toMatch(/T\d\d:00:00Z$/);
    expect(hours).toEqual([...hours].sort());
  });

  it('is paused with a note and resumed, each as often as requested', async () => {
    const note = 'Ann: the export is broken';
    for (const _ of [1, 2]) {
      const { body } = await harness.api.post(`${PATH}/pause`).send({ note }).expect(200);
      expect(body).toMatchObject({ paused: true, note, next_runs: [] });
    }
    expect((await schedule().describe()).state).toMatchObject({ paused: true, note });
    await ensureIngestSchedule(harness.server.client);
    expect((await harness.api.get(PATH)).body).toMatchObject({ paused: true, note });
    for (const _ of [1, 2]) {
      const { body } = await harness.api.post(`${PATH}/resume`).send({ note: 'Ann: mended' }).expect(200);
      expect(body).toMatchObject({ paused: false, note: 'Ann: mended' });
      expect(body.next_runs).not.toEqual([]);
    }
    expect((await schedule().describe()).state.paused).toBe(false);
  });

  it('names the API in the note if the request has none', async () => {
    const paused = await harness.api.post(`${PATH}/pause`).expect(200);
    expect(paused.body.note).toBe('Paused through the API.');
    const resumed = await harness.api.post(`${PATH}/resume`).send({}).expect(200);
    expect(resumed.body.note).toBe('Resumed through the API.');
  });

  it.each(['pause', 'resume'])('refuses an invalid note (%s)', async (action) => {
    const before = (await harness.api.get(PATH)).body;
    for (const [sent, field, fault] of [
      [{ note: '' }, 'note', 'must not be empty'],
      [{ note: '  ' }, 'note', 'must not be empty'],
      [{ note: 7 }, 'note', 'must be text'],
      [{ note: 'x'.repeat(201) }, 'note', 'must have at most 200 characters'],
      [{ why: 'x' }, 'why', 'is not a known field'],
    ] as const) {
      const { body } = await harness.api.post(`${PATH}/${action}`).send(sent).expect(400);
      expect(body.errors).toEqual([{ field, fault }]);
    }
    await harness.api.post(`${PATH}/${action}`).type('text/plain').send('x').expect(415);
    await harness.api.post(`${PATH}/${action}`).set('Origin', 'http://evil.example').expect(403);
    expect((await harness.api.get(PATH)).body).toEqual(before);
  });

  it('shows the ingestions that it ran, and counts the skipped runs', async () => {
    const reached = harness.hold('validate');
    harness.service.put('zones.csv', 'store_id,timezone_str\n1,UTC\n');
    await schedule().trigger('SKIP');
    await reached;
    await schedule().trigger('SKIP');
    const body = await untilSkipped(1);
    const [run] = body.last_runs;
    const { body: ingestion } = await harness.api.get(`/api/v1/ingestions/${run.ingestion}`).expect(200);
    harness.release();
    await harness.server.client.workflow.getHandle(run.workflow_id).result();
    expect(ingestion).toMatchObject({
      trigger: 'schedule',
      state: 'Running',
      workflow_id: run.workflow_id,
    });
    expect(run.workflow_id).toMatch(/^ingest-hourly/);
    expect(Date.parse(run.started_at)).not.toBeNaN();
    expect(body.last_runs).toHaveLength(1);
  });

  it('is unavailable without Temporal', async () => {
    const connection = Connection.lazy({ address: '127.0.0.1:1', interceptors: [] });
    const cutOff = request(createApp({ ...harness.apiPorts, client: new Client({ connection }) }));
    for (const answer of [await cutOff.get(PATH), await cutOff.post(`${PATH}/pause`)]) {
      expect(answer.status).toBe(503);
      expect(answer.body.type).toBe('/problems/unavailable');
    }
    await connection.close();
  });
});

/** Polls Temporal until its counts are up to date. */
async function untilSkipped(count: number) {
  for (let turn = 0; turn < 1_000; turn++) {
    const { body } = await harness.api.get(PATH).expect(200);
    if (body.skipped === count && body.last_runs.length > 0) return body;
  }
  throw new Error(`Temporal never told of ${count} runs left out`);
}

function schedule() {
  return harness.server.client.schedule.getHandle(INGEST_SCHEDULE_ID);
}
