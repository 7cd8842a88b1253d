import { isReportId, reportWorkflowId } from '../../../src/contract/names';
import { sampleFiles } from '../../support/sample';
import { type ApiUnderTest, startApi } from '../api-under-test';

interface Row {
  readonly store_id: string;
  readonly change: number | null;
}

let harness: ApiUnderTest;
let report: string;
let previous: string;

beforeAll(async () => {
  harness = await startApi(sampleFiles());
  await harness.startWorker();
  await harness.ingest();
  report = await harness.start({ formats: ['json'] });
  await harness.untilClosed(report);
  previous = await previousOf(report);
  await harness.untilClosed(previous);
});

afterEach(() => harness.release());
afterAll(() => harness.stop());

async function previousOf(id: string): Promise<string> {
  const { body } = await harness.api.post(`/api/v1/reports/${id}/previous-week`).expect(202);
  return body.report_id;
}

async function get(address: string) {
  const { body } = await harness.api.get(`/api/v1/reports/${address}`).expect(200);
  return body;
}

describe('POST /api/v1/reports/{id}/previous-week', () => {
  it('makes the same report as of one week earlier', async () => {
    expect(isReportId(previous)).toBe(true);
    // A UUID of version 8 with the variant of RFC 9562.
    expect(previous).toMatch(/^.{14}8.{4}[89ab]/);
    const [now, before] = [await get(report), await get(previous)];
    expect(Date.parse(before.as_of)).toBe(Date.parse(now.as_of) - 7 * 86_400_000);
    expect(before).toMatchObject({ state: 'Completed', requested_by: 'api' });
    expect({ ...before.options, as_of: null }).toEqual(now.options);
  });

  it('returns the same report again, also for parallel requests and while it runs', async () => {
    expect(await previousOf(report)).toBe(previous);
    const other = await harness.start({ formats: ['csv'], hold: '1h' });
    await harness.untilClosed(other);
    const reached = harness.hold();
    const ids = await Promise.all([previousOf(other), previousOf(other), previousOf(other)]);
    await reached;
    expect(new Set([...ids, await previousOf(other)]).size).toBe(1);
    expect(ids[0]).not.toBe(previous);
    harness.release();
    await harness.untilClosed(ids[0] ?? '');
    expect(await previousOf(other)).toBe(ids[0]);
    const run = harness.server.client.workflow.getHandle(reportWorkflowId(ids[0] ?? ''));
    expect(await get(ids[0] ?? '')).toMatchObject({ state: 'Completed' });
    await expect(run.describe()).resolves.toMatchObject({ status: { name: 'COMPLETED' } });
  });

  it('makes a new report after a cancelled one', async () => {
    const other = await harness.start({ formats: ['csv'], hold: '3h' });
    await harness.untilClosed(other);
    const reached = harness.hold();
    const cancelled = await previousOf(other);
    await reached;
    await harness.api.delete(`/api/v1/reports/${cancelled}`).expect(202);
    await harness.untilClosed(cancelled);
    harness.release();
    const anew = await previousOf(other);
    expect(anew).not.toBe(cancelled);
    await harness.untilClosed(anew);
    expect(await previousOf(other)).toBe(anew);
    expect(await get(anew)).toMatchObject({ state: 'Completed' });
  });

  it('is refused while the report runs', async () => {
    const reached = harness.hold();
    const running = await harness.start({ formats: ['json'] });
    await reached;
    const { body } = await harness.api.post(`/api/v1/reports/${running}/previous-week`).expect(409);
    expect(body.type).toBe('/problems/not-ready');
    harness.release();
    await harness.untilClosed(running);
  });
});

describe('GET /api/v1/reports/{id}/compare/{other_id}', () => {
  it('has the totals of both reports, and their differences', async () => {
    const body = await get(`${report}/compare/${previous}`);
    const [here, there] = [await get(`${report}/summary`), await get(`${previous}/summary`)];
    expect(body).toMatchObject({
      totals: here.totals,
      other_totals: there.totals,
      as_of: here.as_of,
      other_as_of: there.as_of,
    });
    for (const window of ['hour', 'day', 'week']) {
      for (const [field, difference] of Object.entries(body.differences[window])) {
        const [left, right] = [here.totals[window][field], there.totals[window][field]];
        if (left === null || right === null) expect(difference).toBeNull();
        else expect(difference).toBeCloseTo(left - right, 5);
      }
    }
  });

  it('has every store of both reports, the largest losses first, page by page', async () => {
    const rows: Row[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const body = await get(`${report}/compare/${previous}?limit=7${cursor && `&cursor=${cursor}`}`);
      rows.push(...body.rows);
      cursor = body.next_cursor;
    }
    const { counts, total } = await get(`${report}/compare/${previous}`);
    expect(rows).toHaveLength(total);
    expect(new Set(rows.map((row) => row.store_id)).size).toBe(total);
    const known = rows.flatMap(({ change }) => (change === null ? [] : [change]));
    expect(known).toEqual([...known].sort((a, b) => a - b));
    expect(rows.slice(known.length).every(({ change }) => change === null)).toBe(true);
    expect(counts).toMatchObject({
      better: known.filter((change) => change > 0).length,
      worse: known.filter((change) => change < 0).length,
      same: known.filter((change) => change === 0).length,
    });
    expect(counts.better + counts.worse).toBeGreaterThan(0);
  });

  it('includes stores that only one report has', async () => {
    const { rows } = await get(`${report}/stores?limit=2`);
    const ids = rows.map((row: Row) => row.store_id);
    const few = await harness.start({ stores: ids, formats: ['json'] });
    await harness.untilClosed(few);
    const body = await get(`${few}/compare/${report}?sort=store_id`);
    expect(body.counts).toMatchObject({ only_in_report: 0, only_in_other: 48, better: 0, worse: 0 });
    expect(
      body.rows.filter((row: { in_report: boolean }) => row.in_report).map((row: Row) => row.store_id),
    ).toEqual(ids);
  });

  it('refuses reports with different methods', async () => {
    const others = await Promise.all([
      harness.start({ method: 'count', formats: ['json'] }),
      harness.start({ hold: '1h', formats: ['json'] }),
    ]);
    await Promise.all(others.map((id) => harness.untilClosed(id)));
    for (const other of others) {
      const { body } = await harness.api.get(`/api/v1/reports/${report}/compare/${other}`).expect(409);
      expect(body.type).toBe('/problems/not-comparable');
      expect(body.detail).toContain('interpolate 2 with a hold of 7200 s');
    }
  });

  it('refuses a cursor of another query', async () => {
    const { next_cursor: cursor } = await get(`${report}/compare/${previous}?limit=5`);
    await harness.api
      .get(`/api/v1/reports/${report}/compare/${previous}?order=desc&cursor=${cursor}`)
      .expect(400);
    await harness.api.get(`/api/v1/reports/${previous}/compare/${report}?cursor=${cursor}`).expect(400);
  });
});
