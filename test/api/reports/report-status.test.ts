import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import request from 'supertest';
import { createApp } from '../../../src/api/server/app';
import { REPORT_WORKFLOW, reportWorkflowId, TASK_QUEUE } from '../../../src/contract/names';
import type { ReportRecord } from '../../../src/storage/catalogue/report-catalogue';
import { openSqliteCatalogue } from '../../../src/storage/sql/sqlite/sqlite-catalogue';
import { untilQuiet } from '../../../src/temporal/call-temporal';
import { defaultOptions } from '../../support/default-options';
import { tempFolder } from '../../support/temp-folder';
import { type ApiUnderTest, startApi } from '../api-under-test';

const folder = tempFolder();
let harness: ApiUnderTest;

beforeAll(async () => {
  harness = await startApi();
});

afterAll(() => harness.stop());

describe('a report without a worker', () => {
  it('is running without a stage', async () => {
    const id = await harness.start();
    const { body } = await harness.api.get(`/api/v1/reports/${id}`).expect(200);
    expect(body).toMatchObject({ state: 'Running', stage: null, fraction: null });
    const { text } = await harness.api.get(`/get_report?report_id=${id}`).set('Accept', 'text/html');
    expect(text).toContain('No worker is running: none takes workflow and activity tasks');
    const { body: list } = await harness.api.get('/api/v1/reports').expect(200);
    expect(list.reports[0]).toMatchObject({ report_id: id, state: 'Running', stage: null });
  });

  it('has its description in Temporal', async () => {
    const id = await harness.start({ method: 'count', stores: ['1', '2'], as_of: '2023-01-25T18:00:00Z' });
    const run = await harness.server.client.workflow.getHandle(reportWorkflowId(id)).describe();
    expect(run.searchAttributes).toMatchObject({ LoopwatchStatus: ['Running'], LoopwatchMethod: ['count'] });
    expect(await run.staticSummary()).toBe('Uptime report, method count');
    const details = await run.staticDetails();
    expect(details).toContain('As of: 2023-01-25T18:00:00Z');
    expect(details).toContain('2 requested stores');
  });
});

describe('a report whose end was never recorded', () => {
  it('has failed if its run was terminated', async () => {
    const id = await harness.start();
    await harness.server.client.workflow.getHandle(reportWorkflowId(id)).terminate('by hand');
    const { body } = await harness.api.get(`/api/v1/reports/${id}`).expect(200);
    expect(body).toMatchObject({ state: 'Failed', message: 'Its run was terminated in Temporal.' });
    expect(body.finished_at).toMatch(/^\d{4}-/);
    await harness.api.delete(`/api/v1/reports/${id}`).expect(409);
  });

  it('has failed if its run took too long', async () => {
    const reportId = randomUUID();
    const handle = await harness.server.client.workflow.start(REPORT_WORKFLOW, {
      taskQueue: TASK_QUEUE,
      workflowId: reportWorkflowId(reportId),
      args: [],
      workflowExecutionTimeout: '1 second',
    });
    await expect(handle.result()).rejects.toThrow();
    const { body } = await harness.api.get(`/api/v1/reports/${reportId}`).expect(200);
    expect(body).toMatchObject({
      state: 'Failed',
      message: 'Its run took longer than allowed.',
      options: null,
    });
  });

  it('has failed if Temporal has forgotten it', async () => {
    const id = await record({ state: 'Running' });
    const { body } = await harness.api.get(`/api/v1/reports/${id}`).expect(200);
    expect(body).toMatchObject({
      state: 'Failed',
      message: expect.stringContaining('Temporal no longer knows this run'),
    });
  });
});

describe('without Temporal', () => {
  it('says so, and still shows finished reports', async () => {
    const done = await record({ state: 'Failed', message: 'A reason.' });
    const running = await record({ state: 'Running' });
    const connection = Connection.lazy({ address: '127.0.0.1:1' });
    const client = new Client({ connection });
    const api = request(createApp({ ...harness.apiPorts, client }));

    const start = await api.post('/api/v1/reports').expect(503);
    expect(start.headers['retry-after']).toBe('5');
    expect(start.body).toMatchObject({
      type: '/problems/unavailable',
      detail: expect.stringContaining('Check that the Temporal server is running'),
    });
    const finished = await api.get(`/api/v1/reports/${done}`).expect(200);
    expect(finished.body).toMatchObject({ state: 'Failed', message: 'A reason.' });
    await api.get(`/api/v1/reports/${running}`).expect(503);

    const { body } = await api.get('/api/v1/reports?limit=2').expect(200);
    const states = Object.fromEntries(
      body.reports.map((report: { report_id: string; state: string }) => [report.report_id, report.state]),
    );
    expect(states).toEqual({ [done]: 'Failed', [running]: 'Running' });

    const ready = await api.get('/readyz').expect(503);
    expect(ready.body).toMatchObject({
      status: 'not ready',
      checks: { catalogue: 'ok', temporal: expect.stringContaining('Temporal') },
    });
    await untilQuiet(client);
    await connection.close();
  });
});

describe('while the catalogue cannot be read', () => {
  it('reports an internal error without a stack', async () => {
    const catalogue = await openSqliteCatalogue(`${folder}/closed.db`);
    await catalogue.close();
    const api = request(createApp({ ...harness.apiPorts, catalogue }));
    const { body, text, headers } = await api.get('/api/v1/reports').expect(500);
    expect(body).toMatchObject({ type: '/problems/internal', status: 500 });
    expect(body.detail).toContain(headers['x-request-id']);
    expect(text).not.toMatch(/ at |driver|\.ts|\.js/);
    expect(harness.log.join('')).toContain(String(headers['x-request-id']));
    const ready = await api.get('/readyz').expect(503);
    expect(ready.body.checks.temporal).toBe('ok');
    await api.get('/livez').expect(200, { status: 'live' });
  });
});

async function record(facts: Pick<ReportRecord, 'state'> & Partial<ReportRecord>): Promise<string> {
  const id = randomUUID();
  await harness.service.ports.catalogue.reports.save({
    id,
    requestedMicros: harness.service.ports.clock(),
    requestedBy: 'api',
    options: defaultOptions(),
    pins: null,
    files: [],
    storeCount: null,
    pollCount: null,
    message: null,
    finishedMicros: null,
    ...facts,
  });
  return id;
}
