import { Client } from '@temporalio/client';
import request from 'supertest';
import type { ApiPorts } from '../../../src/api/ports';
import { createApp } from '../../../src/api/server/app';
import { LoopwatchError } from '../../../src/contract/errors';
import { WORKED_EXAMPLE } from '../../support/service';
import { type ApiUnderTest, startApi } from '../api-under-test';

let harness: ApiUnderTest;

beforeAll(async () => {
  harness = await startApi(WORKED_EXAMPLE);
  await harness.startWorker();
  await harness.ingest();
});

afterAll(() => harness.stop());

const apiWith = (over: Partial<ApiPorts>) => request(createApp({ ...harness.apiPorts, ...over }));

const gone = async (): Promise<never> => {
  throw new LoopwatchError('UNAVAILABLE', 'The disk of the catalogue is full');
};

/** A catalogue that can be read, and whose records of reports and ingestions cannot be written. */
function fullCatalogue() {
  const { catalogue } = harness.apiPorts;
  return {
    ...catalogue,
    reports: { ...catalogue.reports, save: gone },
    ingestions: { ...catalogue.ingestions, start: gone },
  };
}

/** A Temporal that starts runs, and then does not tell of them. */
function silentClient(): Client {
  const { connection, options } = harness.server.client;
  const interceptors = { workflow: [{ describe: gone }] };
  return new Client({ connection, namespace: options.namespace, interceptors });
}

async function expectMade(reportId: string): Promise<void> {
  await harness.untilClosed(reportId);
  const { body } = await harness.api.get(`/api/v1/reports/${reportId}`).expect(200);
  expect(body.state).toBe('Completed');
}

describe('a report that Temporal has accepted', () => {
  it.each([undefined, 'full-disk'])(
    'is answered 202 if its record cannot be saved (key: %s)',
    async (key) => {
      const asked = apiWith({ catalogue: fullCatalogue() }).post('/api/v1/reports');
      if (key) asked.set('Idempotency-Key', key);
      const { body, headers } = await asked.send({}).expect(202);
      expect(headers.location).toBe(`/api/v1/reports/${body.report_id}`);
      await expectMade(body.report_id);
      expect(harness.log.join('')).toContain('its record could not be saved');
    },
  );

  it('is answered by the simple trigger too', async () => {
    const { body } = await apiWith({ catalogue: fullCatalogue() }).get('/trigger_report').expect(200);
    await expectMade(body.report_id);
  });

  it('is answered 202 if Temporal does not answer after the start', async () => {
    const post = (api: ReturnType<typeof request>, body: object) =>
      api.post('/api/v1/reports').set('Idempotency-Key', 'silent').send(body);
    const first = await post(apiWith({ client: silentClient() }), { method: 'count' }).expect(202);
    await expectMade(first.body.report_id);
    // The key still holds its body.
    const again = await post(harness.api, { method: 'count' }).expect(200);
    expect(again.body.report_id).toBe(first.body.report_id);
    await post(harness.api, { method: 'interpolate' }).expect(422);
  });

  it('is answered 202 again if how it stands cannot be seen', async () => {
    const reached = harness.hold();
    const post = (api: ReturnType<typeof request>) =>
      api
        .post('/api/v1/reports')
        .set('Idempotency-Key', 'unseen')
        .send({ stores: ['1'] });
    const first = await post(harness.api).expect(202);
    await reached;
    const { catalogue } = harness.apiPorts;
    const reports = { ...catalogue.reports, get: async () => null, save: gone };
    const again = await post(
      apiWith({ catalogue: { ...catalogue, reports }, client: silentClient() }),
    ).expect(202);
    expect(again.body).toEqual(first.body);
    harness.release();
    await expectMade(first.body.report_id);
  });

  it('is refused with 503 if the catalogue fails before', async () => {
    const { catalogue } = harness.apiPorts;
    const broken = { ...catalogue, webhooks: { ...catalogue.webhooks, all: gone } };
    await apiWith({ catalogue: broken }).post('/api/v1/reports').send({}).expect(503);
  });
});

it('an ingestion that Temporal has accepted is answered 202 if its record cannot be saved', async () => {
  const { body } = await apiWith({ catalogue: fullCatalogue() }).post('/api/v1/ingestions').expect(202);
  await harness.untilIngested();
  const shown = await harness.api.get(`/api/v1/ingestions/${body.id}`).expect(200);
  expect(shown.body.state).toBe('Completed');
});
