import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { checkBlobStore } from '../../../src/cli/doctor/check-blob-store';
import { checkData } from '../../../src/cli/doctor/check-data';
import { formatFinding } from '../../../src/cli/doctor/finding';
import { placesIn } from '../../../src/cli/process/open-ports';
import { FolderSource } from '../../../src/sources/folder-source';
import { ingestByHand } from '../../support/ingest-by-hand';
import { openWorkerPorts } from '../../support/ports';
import { type S3UnderTest, startS3 } from '../../support/s3';
import { tempFolder } from '../../support/temp-folder';

const root = tempFolder();
let s3: S3UnderTest;
beforeAll(async () => {
  s3 = await startS3();
  Object.assign(process.env, s3.environment);
});
afterAll(() => s3.close());

it('writes to a blob folder and leaves it unchanged', async () => {
  const folder = path.join(root, 'blobs');
  expect(await checkBlobStore({ url: `file:${folder}` })).toMatchObject({
    state: 'ok',
    what: `Blob folder ${folder} does not exist yet and can be created`,
  });
  mkdirSync(folder);
  expect(await checkBlobStore({ url: `file:${folder}` })).toMatchObject({ state: 'ok' });
  expect(readdirSync(folder)).toEqual([]);
  const file = path.join(root, 'a-file');
  writeFileSync(file, '');
  expect(await checkBlobStore({ url: `file:${file}` })).toMatchObject({
    state: 'problem',
    remedy: 'Name a folder with LOOPWATCH_BLOBS.',
  });
});

it('writes to a bucket, leaves it unchanged and reports what is wrong with it', async () => {
  const url = s3.newUrl();
  const found = await checkBlobStore({ url });
  expect(found).toMatchObject({ state: 'ok', what: expect.stringContaining('can be read and written') });
  expect(readdirSync(s3.bucketDir).filter((name) => url.includes(name))).toEqual([]);
  expect(await checkBlobStore({ url: 's3://no-such-bucket/x?path-style=true' })).toMatchObject({
    state: 'problem',
    what: expect.stringContaining('NoSuchBucket'),
  });
  await s3.kill();
  try {
    expect(await checkBlobStore({ url })).toMatchObject({
      state: 'problem',
      what: expect.stringContaining('does not answer'),
    });
  } finally {
    await s3.revive();
  }
});

it('looks in the bucket for the files that the catalogue names', async () => {
  const sourceDir = path.join(root, 'source');
  mkdirSync(sourceDir);
  writeFileSync(
    path.join(sourceDir, 'polls.csv'),
    'store_id,status,timestamp_utc\n1,active,2023-01-25 12:00:00\n',
  );
  const places = { ...placesIn(path.join(root, 'data')), blobs: { url: s3.newUrl(), cacheBytes: 1e9 } };
  const ports = await openWorkerPorts(places.dataDir, [new FolderSource(sourceDir)], undefined, places);
  await ingestByHand(ports);
  const told = async () => (await checkData(places, ports.clock())).map(formatFinding).join('\n');
  expect(await told()).toContain('All 2 stored files that the log, the inputs and reports need are present');
  await ports.blobs.removeFolder('segments');
  expect(await told()).toMatch(/problem {2}Stored files are missing from s3:\/\/.*: segments\//);
  await s3.kill();
  expect(await told()).toMatch(/problem {2}The stored files in s3:.* cannot be listed/);
  await ports.catalogue.close();
});
