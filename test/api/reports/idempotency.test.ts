import request from 'supertest';
import { createApp } from '../../../src/api/server/app';
import { REPORT_WORKFLOW, reportWorkflowId } from '../../../src/contract/names';
import { openSqliteCatalogue } from '../../../src/storage/sql/sqlite/sqlite-catalogue';
import { WORKED_EXAMPLE } from '../../support/service';
import { tempFolder } from '../../support/temp-folder';
import { type ApiUnderTest, startApi } from '../api-under-test';

const folder = tempFolder();
let harness: ApiUnderTest;

beforeAll(async () => {
  harness = await startApi(WORKED_EXAMPLE);
  await harness.startWorker();
  await harness.ingest();
});

afterEach(() => harness.release());
afterAll(() => harness.stop());

const post = (key: string, body: object = {}, api = harness.api) =>
  api.post('/api/v1/reports').set('Idempotency-Key', key).send(body);

/** The same Temporal with an empty catalogue, as after a lost record. */
async function apiWithoutRecords() {
  const catalogue = await openSqliteCatalogue(`${folder}/${Math.random()}.db`);
  return { api: request(createApp({ ...harness.apiPorts, catalogue })), catalogue };
}

describe('a report with an Idempotency-Key', () => {
  it('is one report for parallel requests', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => post('at-once', { method: 'count' })));
    expect(new Set(answers.map(({ body }) => body.report_id)).size).toBe(1);
    const isNew = answers.filter(({ headers }) => headers['idempotency-replayed'] === undefined);
    expect(isNew).toHaveLength(1);
    expect(answers.every(({ status }) => status === 202 || status === 200)).toBe(true);
    const id = answers[0]?.body.report_id;
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    await harness.untilClosed(id);
    const { body: list } = await harness.api.get('/api/v1/reports?limit=100').expect(200);
    expect(list.reports.filter((each: { report_id: string }) => each.report_id === id)).toHaveLength(1);
    const runs: string[] = [];
    const query = `WorkflowType = '${REPORT_WORKFLOW}' AND WorkflowId = '${reportWorkflowId(id)}'`;
    for await (const run of harness.server.client.workflow.list({ query })) runs.push(run.runId);
    expect(runs).toHaveLength(1);
  });

  it('is the same while it runs and after its end', async () => {
    const reached = harness.hold();
    const first = await post('twice', { stores: ['1'] }).expect(202);
    expect(first.headers).not.toHaveProperty('idempotency-replayed');
    await reached;
    // An explicit default is the same request.
    const second = await post('twice', { stores: ['1'], method: 'interpolate' }).expect(202);
    expect(second.headers['idempotency-replayed']).toBe('true');
    expect(second.body).toEqual(first.body);
    harness.release();
    await harness.untilClosed(first.body.report_id);
    const third = await post('twice', { stores: ['1'] }).expect(200);
    expect(third.headers).toMatchObject({ 'idempotency-replayed': 'true', location: first.headers.location });
    expect(third.body).toMatchObject({ report_id: first.body.report_id, state: 'Completed' });
  });

  it('is refused if the key came with another body before', async () => {
    const { body: first } = await post('other-body', { method: 'count' }).expect(202);
    const { body } = await post('other-body', { method: 'interpolate' }).expect(422);
    expect(body).toMatchObject({ type: '/problems/idempotency-key-reused', status: 422 });
    await harness.untilClosed(first.report_id);
    await post('other-body', { hold: '1h' }).expect(422);
    await post('another-key', { method: 'interpolate' }).expect(202);
  });

  it('is found in Temporal alone, running or ended', async () => {
    const reached = harness.hold();
    const { body: first } = await post('unrecorded').expect(202);
    await reached;
    const open = await apiWithoutRecords();
    const again = await post('unrecorded', {}, open.api).expect(202);
    expect(again.body.report_id).toBe(first.report_id);
    expect(again.headers['idempotency-replayed']).toBe('true');
    await post('unrecorded', { method: 'count' }, (await apiWithoutRecords()).api).expect(422);
    harness.release();
    await harness.untilClosed(first.report_id);
    const closed = await apiWithoutRecords();
    const last = await post('unrecorded', {}, closed.api).expect(200);
    expect(last.body).toMatchObject({ report_id: first.report_id, state: 'Completed' });
    await post('unrecorded', { method: 'count' }, (await apiWithoutRecords()).api).expect(422);
  });

  it.each(['', ' ', 'a b', 'x'.repeat(256), 'schlüssel'])('is refused with the key %p', async (key) => {
    const { body } = await post(key).expect(400);
    expect(body.errors).toEqual([
      { field: 'Idempotency-Key', fault: 'must be 1 to 255 visible ASCII characters, without spaces' },
    ]);
  });
});

describe('an expired report', () => {
  it('is unknown even if Temporal still has its run, and its key starts no other', async () => {
    const { body } = await post('kept-for-a-while').expect(202);
    const id = body.report_id;
    await harness.untilClosed(id);
    const { body: previous } = await harness.api.post(`/api/v1/reports/${id}/previous-week`).expect(202);
    await harness.untilClosed(previous.report_id);
    const { catalogue, clock } = harness.service.ports;
    await catalogue.retention.forgetReports({
      endedBeforeMicros: clock() + 1,
      limit: 1_000,
      nowMicros: clock(),
    });
    await harness.api.get(`/api/v1/reports/${id}`).expect(404);
    await harness.api.get(`/get_report?report_id=${id}`).expect(404);
    await harness.api.get(`/api/v1/reports/${id}/report.csv`).expect(404);
    const again = await post('kept-for-a-while').expect(422);
    expect(again.body.detail).toContain('past its time');
    await harness.api.get(`/api/v1/reports/${id}`).expect(404);
  });
});

describe('a report with a wait', () => {
  it('is answered when it has ended', async () => {
    const { body } = await harness.api.post('/api/v1/reports?wait=60s').send({}).expect(200);
    expect(body).toMatchObject({ state: 'Completed', links: { csv: expect.stringContaining('report.csv') } });
    const shown = await harness.api.get(`/get_report?report_id=${body.report_id}&wait=60s`).expect(200);
    expect(shown.body.state).toBe('Completed');
  });
});
