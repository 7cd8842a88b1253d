import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { WORKED_EXAMPLE } from '../../support/service';
import { type ApiUnderTest, startApi } from '../api-under-test';

const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

let harness: ApiUnderTest;
let failed: string;
let completed: string;

beforeAll(async () => {
  harness = await startApi(WORKED_EXAMPLE);
  await harness.startWorker();
  failed = await harness.start();
  await harness.untilClosed(failed);
  await harness.ingest();
  const { body } = await harness.api.get('/trigger_report').expect(200);
  completed = body.report_id;
  await harness.untilClosed(completed);
});

afterEach(() => harness.release());
afterAll(() => harness.stop());

describe('GET /trigger_report', () => {
  it('starts a report and returns only its id to a program', async () => {
    const answer = await harness.api.get('/trigger_report').expect(200);
    expect(answer.type).toBe('application/json');
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.body).toEqual({ report_id: expect.stringMatching(UUID) });
    await harness.untilClosed(answer.body.report_id);
    const { body } = await harness.api.get('/get_report').query(answer.body).expect(200);
    expect(body).toMatchObject({ report_id: answer.body.report_id, state: 'Completed' });
  });

  it('gives a browser a page that links to the report', async () => {
    const { type, text, headers } = await harness.api
      .get('/trigger_report')
      .set('Accept', BROWSER)
      .expect(200);
    expect(type).toBe('text/html');
    expect(headers.vary).toContain('Accept');
    const [, id] = /href="\/get_report\?report_id=([0-9a-f-]{36})"/.exec(text) ?? [];
    await harness.untilClosed(String(id));
    await harness.api.get(`/get_report?report_id=${id}`).expect(200);
  });

  it('starts a new report each time, but not for HEAD or for a page of another site', async () => {
    const before = await countReports();
    const head = await harness.api.head('/trigger_report').expect(405);
    expect(head.headers.allow).toBe('GET');
    await harness.api.get('/trigger_report').set('Sec-Fetch-Site', 'cross-site').expect(403);
    await harness.api.get('/trigger_report').set('Sec-Purpose', 'prefetch').expect(403);
    expect(await countReports()).toBe(before);
    const { body } = await harness.api.get('/trigger_report').set('Sec-Fetch-Site', 'none').expect(200);
    await harness.untilClosed(body.report_id);
    expect(await countReports()).toBe(before + 1);
  });
});

describe('GET /get_report', () => {
  it('gives a program the state as JSON', async () => {
    const { body } = await harness.api.get(`/get_report?report_id=${completed}`).expect(200);
    const same = await harness.api.get(`/api/v1/reports/${completed}`);
    expect(body).toEqual(same.body);
    expect(body.state).toBe('Completed');
  });

  it('gives a browser a page with the downloads', async () => {
    const { text, type } = await page(`/get_report?report_id=${completed}`).expect(200);
    expect(type).toBe('text/html');
    expect(text).not.toContain('http-equiv="refresh"');
    for (const format of ['csv', 'json', 'pdf'])
      expect(text).toContain(`href="/api/v1/reports/${completed}/report.${format}"`);
    expect(text).toContain('>Completed<');
    expect(text).toContain('2023-01-23 16:00:00 UTC');
  });

  it('shows the stage of a running report, and its page reloads', async () => {
    const reached = harness.hold();
    const id = await harness.start();
    await reached;
    const json = await harness.api.get(`/get_report?report_id=${id}`).expect(200);
    const html = await page(`/get_report?report_id=${id}`).expect(200);
    const download = await harness.api.post('/get_report').type('form').send({ report_id: id }).expect(409);
    harness.release();
    await harness.untilClosed(id);
    expect(json.body).toMatchObject({ state: 'Running', stage: 'aggregate' });
    expect(html.text).toContain('<noscript><meta http-equiv="refresh" content="2"></noscript>');
    expect(html.text).toContain('Current stage: aggregate.');
    expect(download.body).toMatchObject({
      type: '/problems/not-ready',
      detail: `Report ${id} is still running. Try again in a moment.`,
    });
  });

  it('gives the reason of a failed and of a cancelled report', async () => {
    const html = await page(`/get_report?report_id=${failed}`).expect(200);
    expect(html.text).toContain('No poll has been ingested yet');
    const reached = harness.hold();
    const id = await harness.start();
    await reached;
    await harness.api.delete(`/api/v1/reports/${id}`).expect(202);
    await harness.untilClosed(id);
    harness.release();
    const cancelled = await page(`/get_report?report_id=${id}`).expect(200);
    expect(cancelled.text).toContain('The report was cancelled.');
    const download = await harness.api.post('/get_report').send({ report_id: id }).expect(409);
    expect(download.body.type).toBe('/problems/report-cancelled');
  });

  it.each([
    ['/get_report?report_id=', 400, 'report_id must be a report id'],
    ['/get_report?report_id=17', 400, 'report_id must be a report id'],
    ['/get_report?report_id=a&report_id=b', 400, 'report_id must be text'],
    [`/get_report?report_id=${randomUUID()}`, 404, 'No report has the id'],
  ])('answers %s with %i, as JSON and as a page', async (address, status, words) => {
    const json = await harness.api.get(address).expect(status);
    expect(json.type).toBe('application/problem+json');
    expect(json.body).toMatchObject({ status, detail: expect.stringContaining(words) });
    const html = await page(address).expect(status);
    expect(html.type).toBe('text/html');
    expect(html.text).toContain(words);
  });
});

describe('GET /get_report without an id', () => {
  it('shows the form to a browser, and the missing field to a program', async () => {
    const { text } = await page('/get_report').expect(200);
    expect(text).toMatch(/<form method="get" action="\/get_report">/);
    expect(text).toContain('formmethod="post"');
    const { body } = await harness.api.get('/get_report').expect(400);
    expect(body.detail).toBe('report_id must be given.');
  });
});

describe('POST /get_report', () => {
  it('redirects a browser to the page of a running report', async () => {
    const reached = harness.hold();
    const id = await harness.start();
    await reached;
    const { headers } = await harness.api
      .post('/get_report')
      .set('Accept', BROWSER)
      .type('form')
      .send({ report_id: id })
      .expect(303);
    harness.release();
    await harness.untilClosed(id);
    expect(headers.location).toBe(`/get_report?report_id=${id}`);
  });

  it.each(['form', 'json'])('downloads the CSV by default (%s)', async (type) => {
    const { text, headers } = await harness.api
      .post('/get_report')
      .type(type)
      .send({ report_id: completed })
      .expect(200);
    expect(text).toBe((await storedFile('csv')).toString());
    expect(headers['content-disposition']).toMatch(
      `attachment; filename="loopwatch-report-2023-01-23-${completed.slice(0, 8)}.csv"; filename*=`,
    );
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
  });

  it.each(['csv', 'pdf', 'json'])('downloads the %s', async (format) => {
    const { body, headers } = await harness.api
      .post('/get_report')
      .type('form')
      .set('Accept-Encoding', 'identity')
      .send({ report_id: completed, format })
      .set('Accept-Encoding', 'identity')
      .responseType('arraybuffer')
      .expect(200);
    const stored = await storedFile(format);
    expect(Buffer.compare(body, stored)).toBe(0);
    expect(headers['content-length']).toBe(String(stored.length));
  });

  it('gives the reason of a failed report', async () => {
    const { body } = await harness.api.post('/get_report').send({ report_id: failed }).expect(409);
    expect(body).toMatchObject({
      type: '/problems/report-failed',
      detail: expect.stringContaining('No poll has been ingested yet'),
    });
  });

  it.each([
    [{}, 'report_id', 'must be given'],
    [{ report_id: 'x' }, 'report_id', 'must be a report id'],
    [{ report_id: randomUUID(), format: 'xlsx' }, 'format', 'must be one of csv, json, pdf'],
    [{ report_id: randomUUID(), more: '1' }, 'more', 'is not a known field'],
  ])('refuses %j', async (body, field, fault) => {
    const answer = await harness.api.post('/get_report').send(body).expect(400);
    expect(answer.body.errors).toEqual([{ field, fault: expect.stringContaining(fault) }]);
  });

  it('shows the input as text, never as HTML', async () => {
    const { text } = await harness.api
      .post('/get_report')
      .set('Accept', BROWSER)
      .type('form')
      .send({ report_id: completed, '<img src=x>': 1 })
      .expect(400);
    expect(text).toContain('&lt;img src=x&gt; is not a known field');
    expect(text).not.toContain('<img src=x>');
  });

  it('refuses an unknown id and an unsupported body', async () => {
    await harness.api.post('/get_report').send({ report_id: randomUUID() }).expect(404);
    const { body } = await harness.api.post('/get_report').type('text/plain').send(completed).expect(415);
    expect(body.detail).toContain('application/x-www-form-urlencoded or application/json');
    const none = await harness.api.post('/get_report').expect(400);
    expect(none.body.detail).toBe('report_id must be given.');
  });
});

function page(address: string) {
  return harness.api.get(address).set('Accept', BROWSER);
}

async function countReports(): Promise<number> {
  const { body } = await harness.api.get('/api/v1/reports?limit=100');
  return body.reports.length;
}

async function storedFile(format: string): Promise<Buffer> {
  const record = await harness.service.ports.catalogue.reports.get(completed);
  const key = record?.files.find((file) => file.format === format)?.key ?? 'missing';
  return readFile(await harness.service.ports.blobs.localPath(key));
}
