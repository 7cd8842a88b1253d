import { randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import request from 'supertest';
import { createApp } from '../../../src/api/server/app';
import { openSqliteCatalogue } from '../../../src/storage/sql/sqlite/sqlite-catalogue';
import { WORKED_EXAMPLE } from '../../support/service';
import { tempFolder } from '../../support/temp-folder';
import { type ApiUnderTest, startApi } from '../api-under-test';

const folder = tempFolder();
let harness: ApiUnderTest;
let failed: string;
let completed: string;
let csvOnly: string;

beforeAll(async () => {
  harness = await startApi(WORKED_EXAMPLE);
  await harness.startWorker();
  failed = await harness.start();
  await harness.untilClosed(failed);
  await harness.ingest();
  completed = await harness.start();
  await harness.untilClosed(completed);
  csvOnly = await harness.start({
    formats: ['csv'],
    method: 'count',
    extended: true,
    stores: ['1', 'nobody'],
  });
  await harness.untilClosed(csvOnly);
});

afterEach(() => harness.release());
afterAll(() => harness.stop());

describe('POST /api/v1/reports', () => {
  it('returns the id, the address and when to look', async () => {
    const { headers, body } = await harness.api.post('/api/v1/reports').send({}).expect(202);
    expect(body).toMatchObject({ state: 'Running', links: { csv: null, json: null, pdf: null } });
    expect(headers).toMatchObject({
      location: `/api/v1/reports/${body.report_id}`,
      'retry-after': '1',
    });
    await harness.untilClosed(body.report_id);
    const answer = await harness.api.get(String(headers.location)).expect(200);
    expect(answer.body).toMatchObject({ report_id: body.report_id, state: 'Completed' });
  });

  it('uses the defaults without a body', async () => {
    const { body } = await harness.api.post('/api/v1/reports').expect(202);
    await harness.untilClosed(body.report_id);
    const { body: report } = await harness.api.get(`/api/v1/reports/${body.report_id}`);
    expect(report.options).toEqual({
      as_of: null,
      method: 'interpolate',
      hold_seconds: 7_200,
      stores: null,
      stores_asked: null,
      formats: ['csv', 'json', 'pdf'],
      extended: false,
      full_table: false,
      raw_csv: false,
    });
  });

  it.each([
    [{ method: 'guess' }, 'method', 'must be one of interpolate, count'],
    [{ as_of: 'yesterday' }, 'as_of', 'must be a UTC instant, as 2023-01-25T18:00:00Z'],
    [{ as_of: 1_674_669_600 }, 'as_of', 'must be text'],
    [{ hold: '2 hours' }, 'hold', 'must be a duration, as 90m, 2h or 5400s'],
    [{ hold: '200h' }, 'hold', 'must be at most a week'],
    [{ stores: [] }, 'stores', 'must have at least 1 entries'],
    [{ stores: [1] }, 'stores.0', 'must be text'],
    [{ stores: ['x'.repeat(201)] }, 'stores.0', 'must have at most 200 characters'],
    [{ formats: ['xlsx'] }, 'formats.0', 'must be one of csv, json, pdf'],
    [{ extended: 'yes' }, 'extended', 'must be true or false'],
    [{ asof: '2023-01-25T18:00:00Z' }, 'asof', 'is not a known field'],
    [['csv'], '', 'must be an object of named fields'],
  ])('refuses %j and names the field', async (body, field, fault) => {
    const answer = await harness.api.post('/api/v1/reports').send(body).expect(400);
    expect(answer.type).toBe('application/problem+json');
    expect(answer.body).toMatchObject({
      type: '/problems/invalid-input',
      status: 400,
      errors: [{ field, fault }],
    });
    expect(answer.body.detail).toContain(fault);
  });

  it('names every field at once', async () => {
    const { body } = await harness.api.post('/api/v1/reports').send({ method: 1, formats: [], more: 1 });
    expect(body.errors.map(({ field }: { field: string }) => field)).toEqual(['method', 'formats', 'more']);
  });

  it('refuses invalid JSON and other media types', async () => {
    const broken = await harness.api.post('/api/v1/reports').type('json').send('{"method":').expect(400);
    expect(broken.body).toMatchObject({
      type: '/problems/invalid-input',
      detail: 'The body is not valid JSON.',
    });
    const form = await harness.api.post('/api/v1/reports').type('form').send({ method: 'count' }).expect(415);
    expect(form.body.type).toBe('/problems/unsupported-media-type');
    expect(form.headers['accept-post']).toBe('application/json');
    await harness.api.post('/api/v1/reports').type('text/plain').send('{}').expect(415);
  });

  it('refuses a body of more than 1 MB', async () => {
    const stores = Array.from({ length: 5_000 }, () => 'x'.repeat(220));
    const { body } = await harness.api.post('/api/v1/reports').send({ stores }).expect(413);
    expect(body).toMatchObject({
      type: '/problems/body-too-large',
      detail: 'The body must have at most 1 MB.',
    });
  });
});

describe('GET /api/v1/reports/{id}', () => {
  it('shows the pinned inputs of a completed report', async () => {
    const { body } = await harness.api.get(`/api/v1/reports/${csvOnly}`).expect(200);
    const self = `/api/v1/reports/${csvOnly}`;
    expect(body).toMatchObject({
      state: 'Completed',
      stage: 'done',
      fraction: 1,
      method: 'count',
      as_of: '2023-01-23T16:00:00Z',
      store_count: 1,
      message: null,
      options: { method: 'count', stores: ['1', 'nobody'], formats: ['csv'], extended: true },
      pins: { method: 'count', method_version: 2, log_version: 1, hours_version: 1, timezones_version: 1 },
      links: {
        self,
        page: `/reports/${csvOnly}`,
        csv: `${self}/report.csv`,
        json: null,
        pdf: null,
        temporal: `http://127.0.0.1:8233/namespaces/${harness.server.namespace}/workflows/report-${csvOnly}`,
      },
    });
  });

  it('shows the stage of a running report, and cancels it on request', async () => {
    const reached = harness.hold();
    const id = await harness.start();
    await reached;
    const running = await harness.api.get(`/api/v1/reports/${id}`).expect(200);
    expect(running.body).toMatchObject({
      state: 'Running',
      stage: 'aggregate',
      fraction: 0.6,
      store_count: 1,
      poll_count: 8,
    });
    expect(running.headers['retry-after']).toBe('1');

    const early = await harness.api.get(`/api/v1/reports/${id}/report.csv`).expect(409);
    expect(early.body.type).toBe('/problems/not-ready');
    expect(early.headers['retry-after']).toBe('1');

    await harness.api.delete(`/api/v1/reports/${id}`).expect(202);
    await harness.untilClosed(id);
    harness.release();
    const cancelled = await harness.api.get(`/api/v1/reports/${id}`).expect(200);
    expect(cancelled.body).toMatchObject({ state: 'Cancelled', message: 'The report was cancelled.' });
    const file = await harness.api.get(`/api/v1/reports/${id}/report.csv`).expect(409);
    expect(file.body.type).toBe('/problems/report-cancelled');
    const again = await harness.api.delete(`/api/v1/reports/${id}`).expect(409);
    expect(again.body.type).toBe('/problems/already-finished');
  });

  it('says why a report failed', async () => {
    const { body } = await harness.api.get(`/api/v1/reports/${failed}`).expect(200);
    expect(body.state).toBe('Failed');
    expect(body.message).toContain('No poll has been ingested yet');
  });

  it.each(['get', 'delete'] as const)('refuses malformed and unknown ids (%s)', async (method) => {
    const upper = await harness.api[method](`/api/v1/reports/${completed.toUpperCase()}`).expect(400);
    expect(upper.body.errors[0]).toMatchObject({
      field: 'id',
      fault: expect.stringContaining('a report id'),
    });
    await harness.api[method]('/api/v1/reports/7').expect(400);
    const unknown = await harness.api[method](`/api/v1/reports/${randomUUID()}`).expect(404);
    expect(unknown.body.type).toBe('/problems/not-found');
  });
});

describe('GET /api/v1/reports/{id}/report.*', () => {
  const types = {
    csv: 'text/csv; charset=utf-8',
    json: 'application/json; charset=utf-8',
    pdf: 'application/pdf',
  };

  it.each(['csv', 'json', 'pdf'] as const)('downloads the %s byte for byte', async (format) => {
    const address = `/api/v1/reports/${completed}/report.${format}`;
    const stored = await storedFile(completed, format);
    const plain = { 'Accept-Encoding': 'identity' };
    const { headers, body } = await harness.api
      .get(address)
      .set(plain)
      .responseType('arraybuffer')
      .expect(200);
    expect(Buffer.compare(body, stored)).toBe(0);
    expect(headers).toMatchObject({
      'content-type': types[format],
      'content-length': String(stored.length),
      'content-disposition': expect.stringContaining(
        `attachment; filename="loopwatch-report-2023-01-23-${completed.slice(0, 8)}.${format}"`,
      ),
    });
    const head = await harness.api.head(address).set(plain).expect(200);
    expect(head.headers['content-length']).toBe(String(stored.length));
    expect(head.text).toBeUndefined();
    await harness.api
      .get(address)
      .set({ ...plain, 'If-None-Match': String(headers.etag) })
      .expect(304);
  });

  it('has the figures of the worked example', async () => {
    const { text } = await harness.api.get(`/api/v1/reports/${completed}/report.csv`);
    expect(text.split('\n')[1]).toBe('1,60.00,5.00,5.00,0.00,2.00,2.00');
  });

  it('has the right problem for a missing format, a failed report and an unknown report', async () => {
    const pdf = await harness.api.get(`/api/v1/reports/${csvOnly}/report.pdf`).expect(404);
    expect(pdf.body).toMatchObject({
      type: '/problems/format-not-made',
      detail: expect.stringContaining('It was made as: csv.'),
    });
    const none = await harness.api.get(`/api/v1/reports/${failed}/report.csv`).expect(409);
    expect(none.body).toMatchObject({
      type: '/problems/report-failed',
      detail: expect.stringContaining('No poll has been ingested yet'),
    });
    await harness.api.get(`/api/v1/reports/${randomUUID()}/report.csv`).expect(404);
    await harness.api.get('/api/v1/reports/x/report.csv').expect(400);
    await harness.api.get(`/api/v1/reports/${completed}/report.xlsx`).expect(404);
  });

  it('answers with a problem if the stored file is gone', async () => {
    const id = await harness.start({ formats: ['csv'] });
    await harness.untilClosed(id);
    await rm(await pathOf(id, 'csv'));
    const { body } = await harness.api.get(`/api/v1/reports/${id}/report.csv`).expect(500);
    expect(body).toMatchObject({
      type: '/problems/storage-damaged',
      detail: expect.stringMatching(/report\.csv is missing from .* Run "loopwatch verify"/),
    });
  });
});

describe('GET /api/v1/reports', () => {
  it('pages through all reports once, newest first', async () => {
    const all = await harness.api.get('/api/v1/reports?limit=100').expect(200);
    const ids = idsOf(all.body);
    expect(ids).toEqual(expect.arrayContaining([failed, completed, csvOnly]));
    const times = all.body.reports.map((report: { requested_at: string }) => report.requested_at);
    expect(times).toEqual([...times].sort().reverse());
    expect(all.body.next_cursor).toBeNull();

    const paged: string[] = [];
    let next: string | null = '';
    for (let page = 0; next !== null && page < ids.length; page++) {
      const { body } = await harness.api
        .get('/api/v1/reports')
        .query({ limit: 2, ...(next ? { cursor: next } : {}) });
      expect(body.reports.length).toBeLessThanOrEqual(2);
      paged.push(...idsOf(body));
      next = body.next_cursor;
    }
    expect(paged).toEqual(ids);
  });

  it('shows the stage of running reports', async () => {
    const reached = harness.hold();
    const id = await harness.start();
    await reached;
    const { body } = await harness.api.get('/api/v1/reports?limit=1').expect(200);
    harness.release();
    await harness.untilClosed(id);
    expect(body.reports[0]).toMatchObject({ report_id: id, state: 'Running', stage: 'aggregate' });
    expect(body.reports[0]).not.toHaveProperty('options');
  });

  it('filters by state, method and requester, and returns the total', async () => {
    const failures = await harness.api.get('/api/v1/reports?state=Failed').expect(200);
    expect(idsOf(failures.body)).toEqual([failed]);
    expect(failures.body.total).toBe(1);
    const counted = await harness.api
      .get('/api/v1/reports?method=count&requested_by=api&limit=1')
      .expect(200);
    expect(idsOf(counted.body)).toEqual([csvOnly]);
    expect(counted.body).toMatchObject({ total: 1, next_cursor: null });
    await harness.api
      .get('/api/v1/reports?requested_by=nobody')
      .expect(200, { reports: [], total: 0, next_cursor: null });
    const page = await harness.api.get('/api/v1/reports?state=Completed&limit=1').expect(200);
    expect(page.body.total).toBeGreaterThan(1);
    const next = await harness.api
      .get('/api/v1/reports')
      .query({ state: 'Completed', limit: 1, cursor: page.body.next_cursor });
    expect(next.body.total).toBe(page.body.total);
    expect(idsOf(next.body)).not.toEqual(idsOf(page.body));
  });

  it.each([
    ['state=Done', 'state must be one of Running, Completed, Failed, Cancelled.'],
    ['method=guess', 'method must be one of interpolate, count.'],
    ['requested_by=', 'requested_by must not be empty.'],
  ])('refuses ?%s', async (query, detail) => {
    const { body } = await harness.api.get(`/api/v1/reports?${query}`).expect(400);
    expect(body.detail).toBe(detail);
  });

  it.each(['limit=0', 'limit=101', 'limit=two', 'cursor=nonsense', 'sort=asc', 'limit=1&limit=2'])(
    'refuses ?%s',
    async (query) => {
      const { body } = await harness.api.get(`/api/v1/reports?${query}`).expect(400);
      expect(body.errors[0].field).toBe(query.split('=')[0]);
    },
  );
});

describe('a report that only Temporal knows', () => {
  it('has the state of its run, and can be downloaded', async () => {
    const catalogue = await openSqliteCatalogue(`${folder}/empty.db`);
    const stranger = request(createApp({ ...harness.apiPorts, catalogue }));
    const known = await harness.api.get(`/api/v1/reports/${completed}`);
    const { body } = await stranger.get(`/api/v1/reports/${completed}`).expect(200);
    expect(body).toMatchObject({
      state: 'Completed',
      pins: known.body.pins,
      links: known.body.links,
      store_count: known.body.store_count,
      poll_count: known.body.poll_count,
      options: null,
    });
    const { text } = await stranger.get(`/api/v1/reports/${completed}/report.csv`).expect(200);
    expect(text).toBe((await storedFile(completed, 'csv')).toString());

    const failure = await stranger.get(`/api/v1/reports/${failed}`).expect(200);
    expect(failure.body).toMatchObject({
      state: 'Failed',
      message: expect.stringMatching(/^No poll has been ingested yet/),
    });
    await catalogue.close();
  });
});

function idsOf(page: { readonly reports: readonly { readonly report_id: string }[] }): string[] {
  return page.reports.map((report) => report.report_id);
}

async function pathOf(id: string, format: string): Promise<string> {
  const record = await harness.service.ports.catalogue.reports.get(id);
  const key = record?.files.find((file) => file.format === format)?.key ?? 'missing';
  return harness.service.ports.blobs.localPath(key);
}

async function storedFile(id: string, format: string): Promise<Buffer> {
  return readFile(await pathOf(id, format));
}
