import { appendFileSync, readFileSync, truncateSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { type ApiServer, listen } from '../../../src/api/server/listen';
import { WORKED_EXAMPLE } from '../../support/service';
import { type ApiUnderTest, startApi } from '../api-under-test';

let harness: ApiUnderTest;
let server: ApiServer;
let id: string;

beforeAll(async () => {
  harness = await startApi(WORKED_EXAMPLE);
  await harness.startWorker();
  await harness.ingest();
  id = await harness.start();
  await harness.untilClosed(id);
  server = await listen(harness.app, { host: '127.0.0.1', port: 0 });
});

afterEach(() => harness.release());
afterAll(async () => {
  await server.close();
  await harness.stop();
});

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
}

/** The body as sent. `fetch` would decompress it. */
async function download(format: string, headers: Record<string, string> = {}, of = id): Promise<Answer> {
  const url = `${server.url}/api/v1/reports/${of}/report.${format}`;
  const response = await fetch(url, { headers: { 'Accept-Encoding': 'identity', ...headers } });
  return {
    status: response.status,
    headers: response.headers,
    body: Buffer.from(await response.arrayBuffer()),
  };
}

async function pathOf(format: string, of = id): Promise<string> {
  const record = await harness.service.ports.catalogue.reports.get(of);
  const file = record?.files.find((each) => each.format === format);
  return harness.service.ports.blobs.localPath(file?.key ?? '');
}

describe('a download', () => {
  it.each(['csv', 'json', 'pdf'])('of %s is the whole file, with a name and an ETag', async (format) => {
    const { status, headers, body } = await download(format);
    expect(status).toBe(200);
    expect(body.equals(readFileSync(await pathOf(format)))).toBe(true);
    expect(headers.get('content-length')).toBe(String(body.length));
    expect(headers.get('accept-ranges')).toBe('bytes');
    expect(headers.get('etag')).toBe(`"${id}.${format}"`);
    expect(headers.get('content-disposition')).toMatch(
      /^attachment; filename="(loopwatch-report-[-\w]+\.\w+)"; filename\*=UTF-8''\1$/,
    );
  });

  it('is a range if Range asks for one', async () => {
    const whole = readFileSync(await pathOf('json'));
    const { status, headers, body } = await download('json', { Range: 'bytes=10-19' });
    expect(status).toBe(206);
    expect(headers.get('content-range')).toBe(`bytes 10-19/${whole.length}`);
    expect(body.equals(whole.subarray(10, 20))).toBe(true);
    const tail = await download('json', { Range: 'bytes=-5', 'Accept-Encoding': 'gzip' });
    expect(tail.headers.get('content-encoding')).toBeNull();
    expect(tail.headers.get('etag')).toBe(`"${id}.json"`);
    expect(tail.body.equals(whole.subarray(-5))).toBe(true);
  });

  it('continues only if the ETag still matches', async () => {
    const range = { Range: 'bytes=0-3' };
    expect(await download('csv', { ...range, 'If-Range': `"${id}.csv"` })).toMatchObject({ status: 206 });
    const whole = readFileSync(await pathOf('csv'));
    const weak = await download('json', { 'Accept-Encoding': 'gzip' });
    for (const tag of ['"another"', String(weak.headers.get('etag'))]) {
      const answer = await download('csv', { ...range, 'If-Range': tag });
      expect(answer.status).toBe(200);
      expect(answer.body.equals(whole)).toBe(true);
    }
  });

  it('is a problem without file headers if the range does not exist', async () => {
    const size = readFileSync(await pathOf('csv')).length;
    const { status, headers, body } = await download('csv', { Range: `bytes=${size}-` });
    expect(status).toBe(416);
    expect(headers.get('content-range')).toBe(`bytes */${size}`);
    expect(headers.get('content-type')).toContain('application/problem+json');
    expect(headers.get('content-disposition')).toBeNull();
    expect(headers.get('etag')).not.toContain(id);
    expect(JSON.parse(body.toString())).toMatchObject({ type: '/problems/range-not-satisfiable' });
  });

  it('is compressed on request, with an ETag of its own', async () => {
    const response = await harness.api
      .get(`/api/v1/reports/${id}/report.json`)
      .set('Accept-Encoding', 'gzip')
      .buffer(true)
      .parse((res, done) => {
        const chunks: Buffer[] = [];
        res.on('data', (chunk: Buffer) => void chunks.push(chunk));
        res.on('end', () => done(null, Buffer.concat(chunks)));
      })
      .expect(200);
    const { headers } = response;
    expect(headers['content-encoding']).toBe('gzip');
    expect(headers.vary).toContain('Accept-Encoding');
    expect(headers.etag).toMatch(/^W\//);
    const whole = readFileSync(await pathOf('json'));
    const sent: Buffer = response.body;
    expect((sent[0] === 0x1f ? gunzipSync(sent) : sent).equals(whole)).toBe(true);
    const fresh = { 'Accept-Encoding': 'gzip', 'If-None-Match': String(headers.etag) };
    const address = `/api/v1/reports/${id}/report.json`;
    await harness.api.get(address).set(fresh).expect(304);
    const plain = { 'Accept-Encoding': 'identity', 'If-None-Match': `"${id}.json"` };
    await harness.api.get(address).set(plain).expect(304);
    const pdf = await download('pdf', { 'Accept-Encoding': 'gzip' });
    expect(pdf.headers.get('content-encoding')).toBeNull();
    expect(pdf.headers.get('etag')).toBe(`"${id}.pdf"`);
  });

  it('answers HEAD with the same headers and no body', async () => {
    const { headers } = await harness.api
      .head(`/api/v1/reports/${id}/report.csv`)
      .set('Accept-Encoding', 'identity')
      .expect(200);
    expect(headers).toMatchObject({ 'accept-ranges': 'bytes', etag: `"${id}.csv"` });
    expect(headers['content-length']).toBe(String(readFileSync(await pathOf('csv')).length));
  });

  it.each([
    ['too short', (path: string) => truncateSync(path, 10)],
    ['empty', (path: string) => truncateSync(path, 0)],
    ['too long', (path: string) => appendFileSync(path, 'more')],
  ])('is a problem if the stored file is %s', async (_, damage) => {
    const damaged = await harness.start({ formats: ['csv'] });
    await harness.untilClosed(damaged);
    damage(await pathOf('csv', damaged));
    const { status, headers, body } = await download('csv', {}, damaged);
    expect(status).toBe(500);
    expect(JSON.parse(body.toString())).toMatchObject({ type: '/problems/storage-damaged' });
    expect(headers.get('content-disposition')).toBeNull();
  });

  it('is a problem while the report is not done', async () => {
    const reached = harness.hold();
    const running = await harness.start();
    await reached;
    const { status, body } = await download('csv', { Range: 'bytes=0-3' }, running);
    expect(status).toBe(409);
    expect(JSON.parse(body.toString())).toMatchObject({ type: '/problems/not-ready' });
  });
});
