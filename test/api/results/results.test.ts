import { rm } from 'node:fs/promises';
import path from 'node:path';
import { figuresKey } from '../../../src/contract/report-keys';
import { STORE_SORTS } from '../../../src/domain/report/store-selection';
import { sampleFiles } from '../../support/sample';
import { type ApiUnderTest, startApi } from '../api-under-test';

type Row = Readonly<Record<string, string | number | null>>;

/** The field of a row that each sort uses. */
const FIELDS: Readonly<Record<(typeof STORE_SORTS)[number], string>> = {
  store_id: 'store_id',
  uptime_percent_hour: 'uptime_percent_last_hour',
  uptime_percent_day: 'uptime_percent_last_day',
  uptime_percent_week: 'uptime_percent_last_week',
  up_week: 'uptime_last_week_seconds',
  down_week: 'downtime_last_week_seconds',
  unknown_week: 'unknown_last_week_seconds',
  business_week: 'business_last_week_seconds',
  coverage: 'coverage_last_week_unrounded',
  polls: 'polls_last_week',
};

let harness: ApiUnderTest;
let report: string;
let counted: string;
let rows: readonly Row[];

beforeAll(async () => {
  harness = await startApi(sampleFiles());
  await harness.startWorker();
  await harness.ingest();
  [report, counted] = await Promise.all([
    harness.start({ formats: ['json'] }),
    harness.start({ formats: ['json'], method: 'count' }),
  ]);
  await Promise.all([report, counted].map((id) => harness.untilClosed(id)));
  rows = (await fileOf(report)).stores;
});

afterEach(() => harness.release());
afterAll(() => harness.stop());

async function fileOf(id: string) {
  const { body } = await harness.api.get(`/api/v1/reports/${id}/report.json`).expect(200);
  return body;
}

async function get(address: string) {
  const { body } = await harness.api.get(`/api/v1/reports/${address}`).expect(200);
  return body;
}

/** Reads every page of a list. */
async function pagesOf(address: string): Promise<Row[]> {
  const all: Row[] = [];
  let cursor = '';
  for (let pages = 0; pages < 200; pages++) {
    const body = await get(`${address}${cursor && `&cursor=${cursor}`}`);
    all.push(...body.rows);
    if (body.next_cursor === null) return all;
    cursor = body.next_cursor;
  }
  throw new Error('the pages do not end');
}

describe('GET /api/v1/reports/{id}/stores', () => {
  it('has the rows of the JSON file', async () => {
    const body = await get(`${report}/stores?limit=500`);
    expect(body).toMatchObject({ report_id: report, stores: rows.length, total: rows.length });
    expect(rows.length).toBe(50);
    expect(await pagesOf(`${report}/stores?limit=500`)).toEqual(rows);
  });

  it.each(STORE_SORTS.flatMap((sort) => ['asc', 'desc'].map((order) => ({ sort, order }))))(
    'returns every store in order, sorted by $sort $order',
    async ({ sort, order }) => {
      for (const id of [report, counted]) {
        const paged = await pagesOf(`${id}/stores?sort=${sort}&order=${order}&limit=37`);
        expect([...paged].sort(byId)).toEqual((await fileOf(id)).stores);
        const inOrder = (a: Row, b: Row) => {
          const [left, right] = [a[FIELDS[sort]] ?? null, b[FIELDS[sort]] ?? null];
          if (left === right) return byId(a, b) < 0;
          if (left === null || right === null) return right === null;
          return order === 'asc' ? left < right : left > right;
        };
        const outOfOrder = paged.findIndex((row, index) => {
          const next = paged[index + 1];
          return next !== undefined && !inOrder(row, next);
        });
        expect(outOfOrder).toBe(-1);
      }
    },
  );

  it('finds a store by part of its id, in upper or lower case', async () => {
    const [first] = rows;
    const part = String(first?.store_id).slice(1, 7).toUpperCase();
    const body = await get(`${report}/stores?search=${part}`);
    const matching = rows.filter((row) => String(row.store_id).toLowerCase().includes(part.toLowerCase()));
    expect(body.rows).toEqual(matching);
    expect(body).toMatchObject({ total: matching.length, stores: rows.length, next_cursor: null });
    expect(await get(`${report}/stores?search=nobody`)).toMatchObject({ total: 0, rows: [] });
  });

  it('refuses a cursor of another query', async () => {
    const { next_cursor: cursor } = await get(`${report}/stores?limit=5`);
    for (const asked of ['sort=polls', 'order=desc', 'search=1']) {
      const { body } = await harness.api
        .get(`/api/v1/reports/${report}/stores?${asked}&cursor=${cursor}`)
        .expect(400);
      expect(body.errors).toEqual([{ field: 'cursor', fault: 'must be the next_cursor of a previous page' }]);
    }
  });

  it.each([
    ['sort=name', 'sort'],
    ['order=up', 'order'],
    ['limit=501', 'limit'],
    ['limit=0', 'limit'],
    ['cursor=x', 'cursor'],
    [`search=${'x'.repeat(201)}`, 'search'],
    ['page=2', 'page'],
  ])('refuses %s', async (query, field) => {
    const { body } = await harness.api.get(`/api/v1/reports/${report}/stores?${query}`).expect(400);
    expect(body.errors).toMatchObject([{ field }]);
  });
});

describe('GET /api/v1/reports/{id}/summary', () => {
  it('sums up the stores', async () => {
    for (const id of [report, counted]) {
      const body = await get(`${id}/summary`);
      const { report: facts, stores } = await fileOf(id);
      expect(body).toMatchObject({
        report_id: id,
        as_of: facts.as_of,
        hold_seconds: facts.hold_seconds,
        stores: stores.length,
        polls: facts.polls,
        stores_silent: facts.stores_silent,
      });
      for (const window of ['hour', 'day', 'week']) {
        for (const quantity of ['up', 'down', 'unknown', 'business']) {
          const field = `${quantity}${['up', 'down'].includes(quantity) ? 'time' : ''}_last_${window}_seconds`;
          const known = stores.every((row: Row) => row[field] !== null);
          const sum = stores.reduce((total: number, row: Row) => total + Number(row[field]), 0);
          const told = body.totals[window][`${quantity}_seconds`];
          if (known) expect(told).toBeCloseTo(sum, 3);
          else expect(told).toBeNull();
        }
      }
      const { bins, stores_not_known: notKnown } = body.distribution;
      for (const bin of bins) {
        const within = stores.filter(
          ({ uptime_percent_last_week: percent }: { uptime_percent_last_week: number | null }) =>
            percent !== null &&
            percent >= bin.from_percent &&
            (percent < bin.to_percent || bin.from_percent === 100),
        );
        expect(bin.stores).toBe(within.length);
      }
      const counts = bins.map((bin: { stores: number }) => bin.stores);
      expect(counts.reduce((sum: number, count: number) => sum + count, notKnown)).toBe(stores.length);
    }
  });

  it('lists the stores that need attention, and their number', async () => {
    const { attention } = await get(`${report}/summary`);
    const down = rows.map((row) => Number(row.downtime_last_week_seconds)).filter((seconds) => seconds > 0);
    expect(attention.most_down.total).toBe(down.length);
    const shown = attention.most_down.stores.map((row: Row) => row.downtime_last_week_seconds);
    expect(shown).toEqual(down.sort((a, b) => b - a).slice(0, 20));
    expect(rows).toEqual(expect.arrayContaining(attention.most_down.stores));
  });
});

describe("a report's results", () => {
  const addresses = ['summary', 'stores'];

  it.each(addresses)('can be cached for an hour, then revalidated by ETag: %s', async (address) => {
    const url = `/api/v1/reports/${report}/${address}`;
    const { headers } = await harness.api.get(url).expect(200);
    expect(headers['cache-control']).toBe('private, max-age=3600');
    await harness.api.get(url).set('If-None-Match', String(headers.etag)).expect(304);
  });

  it.each(addresses)('are refused for a running and for an unknown report: %s', async (address) => {
    const reached = harness.hold();
    const running = await harness.start({ formats: ['json'] });
    await reached;
    const { body, headers } = await harness.api.get(`/api/v1/reports/${running}/${address}`).expect(409);
    expect(body.type).toBe('/problems/not-ready');
    expect(headers['retry-after']).toBe('1');
    harness.release();
    await harness.untilClosed(running);
    await harness.api.get(`/api/v1/reports/00000000-0000-4000-8000-000000000000/${address}`).expect(404);
    await harness.api.get(`/api/v1/reports/x/${address}`).expect(400);
  });

  it('are missing for a report from before figures were stored', async () => {
    const old = await harness.start({ formats: ['json'] });
    await harness.untilClosed(old);
    await rm(path.join(harness.service.ports.blobs.location, figuresKey(old)));
    for (const address of addresses) {
      const { body } = await harness.api.get(`/api/v1/reports/${old}/${address}`).expect(404);
      expect(body.type).toBe('/problems/figures-not-kept');
      expect(body.detail).toContain('Request a new report');
    }
  });
});

function byId(a: Row, b: Row): number {
  return Buffer.compare(Buffer.from(String(a.store_id)), Buffer.from(String(b.store_id)));
}
