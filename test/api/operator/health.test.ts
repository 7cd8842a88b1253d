import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Client, Connection } from '@temporalio/client';
import request from 'supertest';
import type { ApiPorts } from '../../../src/api/ports';
import { createApp } from '../../../src/api/server/app';
import { FolderBlobs } from '../../../src/storage/blobs/folder/folder-blobs';
import { openSqliteCatalogue } from '../../../src/storage/sql/sqlite/sqlite-catalogue';
import { callTemporal, untilQuiet } from '../../../src/temporal/call-temporal';
import { tempFolder } from '../../support/temp-folder';
import { type ApiUnderTest, startApi } from '../api-under-test';

const folder = tempFolder();
let harness: ApiUnderTest;

beforeAll(async () => {
  harness = await startApi();
});

afterAll(() => harness.stop());

async function ready(over: Partial<ApiPorts> = {}) {
  const { status, body, headers } = await request(createApp({ ...harness.apiPorts, ...over })).get('/readyz');
  expect(headers['cache-control']).toBe('no-store');
  expect(body.status).toBe(status === 200 ? 'ready' : 'not ready');
  return { status, checks: body.checks };
}

const well = { temporal: 'ok', catalogue: 'ok', blobs: 'ok', worker: 'ok' };

it('the service is ready once a worker polls, and not before', async () => {
  const worker =
    'No worker is running: none takes workflow and activity tasks from the queue loopwatch. Start one: "loopwatch worker".';
  expect(await ready()).toEqual({ status: 503, checks: { ...well, worker } });
  const { body } = await harness.api.post('/api/v1/reports').send({}).expect(202);
  const status = await harness.api.get(`/api/v1/reports/${body.report_id}`).expect(200);
  expect(status.body).toMatchObject({ state: 'Running', stage: null, waiting: worker });
  await harness.startWorker();
  await harness.ingest();
  expect(await ready()).toEqual({ status: 200, checks: well });
});

it('the service is not ready if its worker was last seen long ago', async () => {
  const clock = () => harness.apiPorts.clock() + 100e6;
  expect(await ready({ clock })).toMatchObject({
    status: 503,
    checks: {
      worker: expect.stringMatching(/^No worker is running: none takes workflow and activity tasks/),
    },
  });
});

it('the readiness check names storage that cannot be written, and leaves no file behind', async () => {
  const place = path.join(folder, 'a-file');
  writeFileSync(place, '');
  const { status, checks } = await ready({ blobs: new FolderBlobs(place) });
  expect({ status, checks }).toEqual({
    status: 503,
    checks: { ...well, blobs: expect.stringContaining('a-file') },
  });
  await ready();
  expect(readdirSync(path.join(harness.apiPorts.blobs.location, 'probe'))).toEqual([]);
});

it('the readiness check names a catalogue that cannot be read', async () => {
  const catalogue = await openSqliteCatalogue(path.join(folder, 'closed.db'));
  await catalogue.close();
  expect(await ready({ catalogue })).toEqual({
    status: 503,
    checks: { ...well, catalogue: expect.stringMatching(/./) },
  });
});

describe('while connections to Temporal are refused', () => {
  it('a call fails at its own time limit, before the client gives up', async () => {
    const connection = Connection.lazy({ address: '127.0.0.1:1' });
    const client = new Client({ connection });
    let hasGivenUp = false;
    const call = async () => {
      try {
        return await client.workflowService.getSystemInfo({});
      } finally {
        hasGivenUp = true;
      }
    };
    await expect(callTemporal(client, call, 300)).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      message: 'Temporal did not answer within 0.3 s',
    });
    expect(hasGivenUp).toBe(false);
    await untilQuiet(client);
    expect(hasGivenUp).toBe(true);
    await connection.close();
  });
});
