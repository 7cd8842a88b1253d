import path from 'node:path';
import { smallDisk } from '../../support/small-disk';
import { type ApiUnderTest, startApi } from '../api-under-test';

const disk = smallDisk();
let harness: ApiUnderTest;

beforeAll(async () => {
  const { folder } = disk();
  harness = await startApi({}, undefined, {
    catalogueUrl: `sqlite:${path.join(folder, 'catalogue.db')}`,
    blobs: { url: `file:${path.join(folder, 'blobs')}`, cacheBytes: 1 },
  });
});
afterAll(() => harness.stop());

it('a request that finds the disk full is answered with 507, and succeeds once there is room', async () => {
  let made = 0;
  const make = () =>
    harness.api.post('/api/v1/webhooks').send({ url: `https://example.com/${made++}/${'x'.repeat(1_000)}` });
  disk().fill();
  let answer = await make();
  while (answer.status === 201) answer = await make();
  expect([answer.status, answer.headers['retry-after'], answer.body]).toEqual([
    507,
    '60',
    {
      type: '/problems/storage-full',
      title: 'A disk of Loopwatch is full',
      status: 507,
      detail:
        'The disk of the catalogue is full (SQLITE_FULL). Free some space on it. What waits goes on by itself.',
    },
  ]);
  disk().free();
  expect((await make()).status).toBe(201);
});

it('/readyz says which disk is full', async () => {
  disk().fill();
  const { status, body } = await harness.api.get('/readyz');
  expect([status, body.checks.blobs]).toEqual([503, expect.stringContaining('The disk is full (ENOSPC): ')]);
});
