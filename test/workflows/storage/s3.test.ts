import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import request from 'supertest';
import { createActivities } from '../../../src/activities/index';
import { createApp } from '../../../src/api/server/app';
import type { Blobs } from '../../../src/storage/blobs/blobs';
import { openBlobs } from '../../../src/storage/blobs/open-blobs';
import { type ApiUnderTest, startApi } from '../../api/api-under-test';
import { type S3UnderTest, startS3 } from '../../support/s3';
import { POLLS, type Service, startService, WORKED_EXAMPLE } from '../../support/service';
import { tempFolder } from '../../support/temp-folder';

const FILES = { ...WORKED_EXAMPLE, 'more.csv': `${POLLS}2,active,2023-01-23 10:00:00 UTC\n,active,x\n` };

describe('Loopwatch over S3', () => {
  const root = tempFolder();
  let s3: S3UnderTest;
  let url: string;
  let api: ApiUnderTest;
  let service: Service;

  const machine = (): Promise<Blobs> =>
    openBlobs(url, {
      folder: mkdtempSync(path.join(root, 'cache-')),
      maxBytes: 1e9,
      nowMicros: service.ports.clock,
    });
  const objects = (folder: string) => {
    const place = path.join(s3.bucketDir, new URL(url).pathname, folder);
    return existsSync(place) ? readdirSync(place).sort() : [];
  };

  beforeAll(async () => {
    s3 = await startS3();
    Object.assign(process.env, s3.environment);
    url = s3.newUrl();
    api = await startApi(FILES, undefined, { blobs: { url, cacheBytes: 1e9 } });
    service = api.service;
  });
  afterAll(async () => {
    await api.stop();
    await s3.close();
  });

  it('makes the same report, byte for byte, as over a folder, with steps on two machines', async () => {
    const other = createActivities({ ...service.ports, blobs: await machine() });
    const { validate, endIngestion, localize, aggregate, settle } = other;
    const { files, reportId } = await service.withWorker(
      async () => {
        const { outcomes, problems } = await service.ingest();
        expect(problems).toEqual([]);
        expect(outcomes.map(({ state }) => state)).toEqual(Array(4).fill('accepted'));
        return service.report({ formats: ['csv', 'json', 'pdf'] });
      },
      () => ({ validate, endIngestion, localize, aggregate, settle }),
    );
    expect(objects(`reports/${reportId}`)).toEqual([
      'figures.parquet',
      'heat.json',
      'quality.json',
      'report.csv',
      'report.json',
      'report.pdf',
    ]);
    expect(objects('incoming')).toEqual([]);

    const inFolder = await startService(service, FILES);
    try {
      const expected = await inFolder.withWorker(async () => {
        await inFolder.ingest();
        return inFolder.report({ formats: ['csv', 'json', 'pdf'] });
      });
      expect(files.map(({ format }) => format)).toEqual(expected.files.map(({ format }) => format));
      const reader = await machine();
      for (const [i, { key, sizeBytes }] of files.entries()) {
        const bytes = readFileSync(await reader.localPath(key));
        const same = readFileSync(await inFolder.ports.blobs.localPath(expected.files[i]?.key ?? ''));
        expect(bytes.equals(same)).toBe(true);
        expect(sizeBytes).toBe(bytes.length);
      }
    } finally {
      await inFolder.close();
    }
  });

  it('serves a report from another machine: whole, by range, and 304 for a matching ETag', async () => {
    const { files, reportId } = await service.withWorker(() => service.report());
    const app = createApp({ ...api.apiPorts, blobs: await machine() });
    const address = `/api/v1/reports/${reportId}/report.csv`;
    const whole = readFileSync(await service.ports.blobs.localPath(files[0]?.key ?? '')).toString();
    const { text, headers } = await request(app).get(address).set('Accept-Encoding', 'identity').expect(200);
    expect(text).toBe(whole);
    const part = await request(app).get(address).set('Range', 'bytes=3-9').expect(206);
    expect(part.text).toBe(whole.slice(3, 10));
    await request(app)
      .get(address)
      .set({ 'If-None-Match': String(headers.etag), 'Accept-Encoding': 'identity' })
      .expect(304);
    const rows = await request(app).get('/api/v1/quarantine').expect(200);
    expect(JSON.stringify(rows.body)).toContain(',active,x');
    const { body } = await request(app).get('/readyz');
    expect(body.checks.blobs).toBe('ok');
  });

  it('retries and completes a report if the server disappears while it runs', async () => {
    let failures = 0;
    const { load, localize } = createActivities(service.ports);
    const report = await service.withWorker(
      // Another hold than the report before, whose files would be copied otherwise.
      () => service.report({ holdSeconds: 3_600 }),
      () => ({
        load: async (input) => {
          const loaded = await load(input);
          await s3.kill();
          return loaded;
        },
        localize: async (input) => {
          try {
            return await localize(input);
          } catch (error) {
            failures += 1;
            await s3.revive();
            throw error;
          }
        },
      }),
    );
    expect(failures).toBe(1);
    expect(report.storeCount).toBe(2);
  });
});
