import { explanationBody } from '../../../src/api/results/explanation-body';
import { explainLatest } from '../../../src/cli/commands/explain';
import { HOURS, POLLS, ZONES } from '../../support/service';
import { type ApiUnderTest, startApi } from '../api-under-test';

/** Ids are any text without blanks. */
const ODD_ID = 'a/b%2F?#🍔';
const HOUR = 3_600_000;
const LATEST = Date.parse('2023-01-25T18:00:00Z');

/** Hourly polls of `ids` for this many days, some of them inactive. */
function polls(ids: readonly string[], days: number, latest = LATEST): string {
  const instants = Array.from({ length: days * 24 }, (_, index) => new Date(latest - index * HOUR));
  const rows = ids.flatMap((id, store) =>
    instants.map((at, index) => {
      const status = (index + store) % 7 === 0 ? 'inactive' : 'active';
      return `${id},${status},${at.toISOString().slice(0, 19).replace('T', ' ')} UTC\n`;
    }),
  );
  return rows.join('');
}

const IDS = ['1001', '2100', '100', ODD_ID];
const FILES = {
  'polls.csv': POLLS + polls(IDS, 15),
  'hours.csv': `${HOURS}1001,0,09:00,16:00\n1001,2,08:00,02:00\n2100,1,22:00,04:00\n${ODD_ID},2,00:00,23:59\n`,
  'zones.csv': `${ZONES}1001,America/New_York\n2100,Asia/Kolkata\n`,
};

let harness: ApiUnderTest;
let report: string;
let counted: string;

beforeAll(async () => {
  harness = await startApi(FILES);
  await harness.startWorker();
  await harness.ingest();
  [report, counted] = await Promise.all([harness.start(), harness.start({ method: 'count' })]);
  await Promise.all([report, counted].map((id) => harness.untilClosed(id)));
});

afterAll(() => harness.stop());

const storeAddress = (id: string, storeId: string) =>
  `/api/v1/reports/${id}/stores/${encodeURIComponent(storeId)}`;

async function get(address: string) {
  const { body } = await harness.api.get(address).expect(200);
  return body;
}

describe('GET /api/v1/reports/{id}/stores/{store_id}', () => {
  it.each(IDS)('explains the store %s like the command line', async (storeId) => {
    for (const [id, method] of [
      [report, 'interpolate'],
      [counted, 'count'],
    ] as const) {
      const { report_id: reportId, row, ...explanation } = await get(storeAddress(id, storeId));
      const request = { storeId, asOfMicros: null, method, holdSeconds: 7_200 };
      expect(explanation).toEqual(explanationBody(await explainLatest(harness.service.ports, request)));
      expect(reportId).toBe(id);
      const { rows } = await get(
        `/api/v1/reports/${id}/stores?search=${encodeURIComponent(storeId)}&sort=store_id`,
      );
      expect(rows).toContainEqual(row);
    }
  });

  it('has windows with the same figures as the row', async () => {
    const { row, windows, intervals } = await get(storeAddress(report, '1001'));
    for (const { name, figures, shares } of windows) {
      expect(figures).toEqual({
        up_seconds: row[`uptime_last_${name}_seconds`],
        down_seconds: row[`downtime_last_${name}_seconds`],
        unknown_seconds: row[`unknown_last_${name}_seconds`],
        business_seconds: row[`business_last_${name}_seconds`],
      });
      const shared = shares.reduce((sum: number, share: { up_seconds: number }) => sum + share.up_seconds, 0);
      expect(shared).toBeCloseTo(figures.up_seconds, 5);
    }
    expect(row.uptime_last_week_seconds).toBeGreaterThan(0);
    expect(intervals[0]).toMatchObject({
      number: 1,
      from: '2023-01-18T13:00:00Z',
      to: '2023-01-19T07:00:00Z',
    });
  });

  it('does not find a store of the log that the report does not have', async () => {
    const { body } = await harness.api.get(storeAddress(report, 'nobody')).expect(404);
    expect(body).toMatchObject({ type: '/problems/not-found' });
    const few = await harness.start({ stores: ['100'], formats: ['json'] });
    await harness.untilClosed(few);
    await harness.api.get(storeAddress(few, '100')).expect(200);
    await harness.api.get(storeAddress(few, '1001')).expect(404);
  });

  it('refuses a badly encoded id', async () => {
    const { body } = await harness.api.get(`/api/v1/reports/${report}/stores/%E0%A4%A`).expect(400);
    expect(body.type).toBe('/problems/invalid-input');
  });
});

describe('GET /api/v1/stores', () => {
  it('finds stores by part of their id, ids that start with it first', async () => {
    expect(await get('/api/v1/stores?search=100')).toEqual({
      stores: [{ store_id: '100' }, { store_id: '1001' }, { store_id: '2100' }],
      total: 3,
    });
    expect(await get('/api/v1/stores?search=A%2FB')).toEqual({ stores: [{ store_id: ODD_ID }], total: 1 });
  });

  it('returns the total, which may exceed the listed stores', async () => {
    expect(await get('/api/v1/stores?search=100&limit=1')).toEqual({
      stores: [{ store_id: '100' }],
      total: 3,
    });
    expect(await get('/api/v1/stores')).toMatchObject({ total: IDS.length });
  });
});

describe('GET /api/v1/stores/{id}/timeline', () => {
  const address = (storeId: string, query = '') =>
    `/api/v1/stores/${encodeURIComponent(storeId)}/timeline${query}`;

  it.each(IDS)("has a report's figures as totals of the same week: %s", async (storeId) => {
    const { row } = await get(storeAddress(report, storeId));
    const timeline = await get(address(storeId));
    expect(timeline).toMatchObject({
      from: '2023-01-18T18:00:00Z',
      to: '2023-01-25T18:00:00Z',
      log_version: 1,
    });
    expect(timeline.totals).toEqual({
      up_seconds: row.uptime_last_week_seconds,
      down_seconds: row.downtime_last_week_seconds,
      unknown_seconds: row.unknown_last_week_seconds,
      business_seconds: row.business_last_week_seconds,
    });
    expect(timeline.polls).toHaveLength(row.polls_last_week);
  });

  it('also has totals as of another time, with the requested hold', async () => {
    const earlier = await harness.start({ as_of: '2023-01-22T03:30:00Z', hold: '20m', formats: ['json'] });
    await harness.untilClosed(earlier);
    for (const storeId of IDS) {
      const { row } = await get(storeAddress(earlier, storeId));
      const { totals, hold_seconds: hold } = await get(address(storeId, '?to=2023-01-22T03:30:00Z&hold=20m'));
      expect(hold).toBe(1_200);
      expect(totals).toMatchObject({
        up_seconds: row.uptime_last_week_seconds,
        unknown_seconds: row.unknown_last_week_seconds,
      });
    }
  });

  it('covers the requested business hours with stretches', async () => {
    const query = '?from=2023-01-23T15:00:00Z&to=2023-01-23T20:30:00Z';
    const { business, stretches, timezone } = await get(address('1001', query));
    expect(timezone).toBe('America/New_York');
    expect(business).toEqual([{ from: '2023-01-23T15:00:00Z', to: '2023-01-23T20:30:00Z' }]);
    expect(stretches[0].from).toBe(business[0].from);
    expect(stretches.at(-1).to).toBe(business[0].to);
    for (const [index, stretch] of stretches.slice(1).entries())
      expect(stretch.from).toBe(stretches[index].to);
  });

  it.each([
    ['?from=2023-01-25T18:00:00Z', 'from must lie before to'],
    ['?from=2022-12-01T00:00:00Z&to=2023-01-01T00:00:00.000001Z', 'at most 31 days apart'],
    ['?to=0000-01-02T00:00:00Z', 'must not lie before the year 0000'],
    ['?from=yesterday', 'must be a UTC instant'],
    ['?until=2023-01-25T18:00:00Z', 'is not a known field'],
  ])('refuses %s', async (query, words) => {
    const { body } = await harness.api.get(address('100', query)).expect(400);
    expect(body).toMatchObject({ type: '/problems/invalid-input' });
    expect(body.detail).toContain(words);
  });

  it('accepts 31 days, and does not find a store without polls', async () => {
    await get(address('100', '?from=2022-12-01T00:00:00Z&to=2023-01-01T00:00:00Z'));
    const { body } = await harness.api.get(address('10')).expect(404);
    expect(body.detail).toContain('Was one of these meant: 100');
  });
});

describe('after more polls and other hours are ingested', () => {
  it('an older report is explained as before, and the timeline has the new data', async () => {
    const before = await get(storeAddress(report, '1001'));
    harness.service.put('more.csv', POLLS + polls(['1001'], 2, LATEST + 20 * HOUR + 1_000));
    harness.service.put(
      'hours.csv',
      `${HOURS}1001,3,00:00,12:00\n2100,1,22:00,04:00\n${ODD_ID},2,00:00,23:59\n`,
    );
    await harness.ingestNow();
    expect(await harness.service.ports.catalogue.log.latest()).toMatchObject({ version: 2 });
    expect(await get(storeAddress(report, '1001'))).toEqual(before);
    const timeline = await get('/api/v1/stores/1001/timeline');
    expect(timeline).toMatchObject({ to: '2023-01-26T14:00:01Z', log_version: 2 });
    expect(timeline.business).toEqual([
      { from: '2023-01-19T14:00:01Z', to: '2023-01-19T17:00:00Z' },
      { from: '2023-01-26T05:00:00Z', to: '2023-01-26T14:00:01Z' },
    ]);
  });
});
