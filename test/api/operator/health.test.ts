import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time';
import request from 'supertest';
import type { ApiPorts } from '../../../src/api/ports';
import { createApp } from '../../../src/api/server/app';
import { TASK_QUEUE } from '../../../src/contract/names';
import { FolderBlobs } from '../../../src/storage/blobs/folder/folder-blobs';
import { requireOwnBlobs } from '../../../src/storage/require-own-blobs';
import { openSqliteCatalogue } from '../../../src/storage/sql/sqlite/sqlite-catalogue';
import { callTemporal, untilQuiet } from '../../../src/temporal/call-temporal';
import { HEARTBEAT_SECONDS } from '../../../src/temporal/worker-heartbeats';
import { workerIdentity } from '../../../src/temporal/worker-identity';
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

it('the service is not ready at once if its worker is known to have ended', async () => {
  const lostWorkers = new Set([workerIdentity(process.pid)]);
  expect(await ready({ lostWorkers })).toMatchObject({
    status: 503,
    checks: { worker: expect.stringMatching(/^No worker is running/) },
  });
});

describe('a worker with heartbeats every five seconds', () => {
  /** As the worker's own core sends it. */
  async function beat(secondsAgo: number): Promise<void> {
    const { client, namespace } = harness.server;
    await client.workflowService.recordWorkerHeartbeat({
      ...{ namespace, identity: workerIdentity(process.pid) },
      workerHeartbeat: [
        {
          workerInstanceKey: 'under-test',
          workerIdentity: workerIdentity(process.pid),
          taskQueue: TASK_QUEUE,
          heartbeatTime: msToTs(Date.now() - secondsAgo * 1_000),
          elapsedSinceLastHeartbeat: msToTs(HEARTBEAT_SECONDS * 1_000),
        },
      ],
    });
  }

  it.each([
    [1, 200],
    [15, 200],
    [25, 503],
    [1, 200],
  ])('whose last was %d s ago: %d', async (secondsAgo, status) => {
    await beat(secondsAgo);
    expect(await ready()).toMatchObject({ status });
  });
});

it('the readiness check names storage whose files are gone, and a catalogue whose file is', async () => {
  const catalogue = await openSqliteCatalogue(path.join(folder, 'removed.db'));
  const blobs = new FolderBlobs(path.join(folder, 'blobs'));
  await requireOwnBlobs({ catalogue, blobs });
  expect(await ready({ catalogue, blobs })).toEqual({ status: 200, checks: well });
  rmSync(blobs.location, { recursive: true });
  expect(await ready({ catalogue, blobs })).toEqual({
    status: 503,
    checks: { ...well, blobs: expect.stringContaining(`The stored files in ${blobs.location} are gone`) },
  });
  await requireOwnBlobs({ catalogue, blobs });
  rmSync(catalogue.location);
  const removed = 'The file of the catalogue was removed while it was in use. Stop Loopwatch, restore';
  expect(await ready({ catalogue, blobs })).toEqual({
    status: 503,
    checks: { ...well, catalogue: expect.stringContaining(removed) },
  });
  await (await openSqliteCatalogue(catalogue.location)).close();
  await expect(catalogue.requireThere()).rejects.toThrow('was replaced while it was in use');
  await catalogue.close();
});

it('the readiness check names a Temporal that is gone, within its own limit', async () => {
  const connection = Connection.lazy({ address: '127.0.0.1:1' });
  const client = new Client({ connection });
  const late =
    'Temporal did not answer within 2 s. Check that the Temporal server is running, then try again.';
  expect(await ready({ client })).toEqual({
    status: 503,
    checks: { ...well, temporal: late, worker: late },
  });
  await untilQuiet(client);
  await connection.close();
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
