import path from 'node:path';
import { loadSettings } from '../../src/config/settings';

const blobsOf = (environment: Readonly<Record<string, string | undefined>>) =>
  loadSettings({}, { LOOPWATCH_DATA: '/srv/loopwatch', ...environment }).blobs;

it('blobs are in the data folder unless a setting says otherwise', () => {
  expect(blobsOf({})).toEqual({ url: `file:${path.resolve('/srv/loopwatch/blobs')}`, cacheBytes: 20e9 });
  const elsewhere = { LOOPWATCH_BLOBS: 's3://bucket/prefix', LOOPWATCH_BLOB_CACHE_GB: '0.5' };
  expect(blobsOf(elsewhere)).toEqual({ url: 's3://bucket/prefix', cacheBytes: 0.5e9 });
});

it.each([
  { LOOPWATCH_BLOBS: '/srv/blobs' },
  { LOOPWATCH_BLOBS: 'https://bucket' },
  { LOOPWATCH_BLOBS: 'file:' },
  { LOOPWATCH_BLOBS: 's3://key:hunter2@bucket/prefix' },
  { LOOPWATCH_BLOBS: 's3://bucket/prefix?secret=hunter2' },
  { LOOPWATCH_BLOB_CACHE_GB: '0' },
  { LOOPWATCH_BLOB_CACHE_GB: 'plenty' },
])('refuses %p by name', (environment) => {
  const [name = ''] = Object.keys(environment);
  expect(() => blobsOf(environment)).toThrow(name);
});
