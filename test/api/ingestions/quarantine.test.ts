import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import request from 'supertest';
import { createApp } from '../../../src/api/server/app';
import { POLLS } from '../../support/service';
import { type ApiUnderTest, startApi } from '../api-under-test';

interface Row {
  readonly ingestion: string;
  readonly source: string;
  readonly file: string;
  readonly line: number;
  readonly reason: string;
  readonly raw: string;
  readonly state: string;
}

const PATH = '/api/v1/quarantine';
const NO_ID = 'store_id is missing';
const NO_STATUS = 'status is neither active nor inactive';
const FORMULA = '=cmd|"/c calc"!A1,active,2023-01-23 10:00:00 UTC';
const ODD = '1,as\u2028leep,2023-01-23 12:00:00 UTC';
const FIRST = {
  'a.csv': `${POLLS}1,active,2023-01-23 09:00:00 UTC\n,active,2023-01-23 09:00:00 UTC\n${ODD}\n`,
  'b.csv': `${POLLS}1,,2023-01-23 13:00:00 UTC\n,active,2023-01-23 14:00:00 UTC\n`,
};

let harness: ApiUnderTest;
let first: string;
let second: string;

beforeAll(async () => {
  harness = await startApi(FIRST);
  await harness.startWorker();
  first = await harness.ingestNow();
  harness.service.put('c.csv', `${POLLS}${FORMULA}\n2,gone,2023-01-23 10:00:00 UTC\n`);
  second = await harness.ingestNow();
});
afterAll(() => harness.stop());

async function rows(query: Record<string, string> = {}): Promise<Row[]> {
  const { body, headers } = await harness.api.get(PATH).query(query).expect(200);
  expect(headers['cache-control']).toBe('no-store');
  return body.rows;
}

function placesOf(list: readonly Row[]): string[] {
  return list.map(({ file, line }) => `${file}:${line}`);
}

const ALL = ['c.csv:2', 'c.csv:3', 'a.csv:3', 'a.csv:4', 'b.csv:2', 'b.csv:3'];

describe('rows of a file that was mended', () => {
  it('are open until the next ingestion reads the file anew, and mended afterwards', async () => {
    const other = await startApi({
      'a.csv': `${POLLS}1,asleep,2023-01-23 09:00:00 UTC\n`,
      'b.csv': `${POLLS}1,asleep,2023-01-23 10:00:00 UTC\n`,
      'c.csv': `${POLLS}1,asleep,2023-01-23 11:00:00 UTC\n`,
    });
    const inState = async (state?: string): Promise<string[]> => {
      const { body } = await other.api
        .get(PATH)
        .query({ ...(state && { state }) })
        .expect(200);
      return body.rows.map(
        (row: Row & { state: string }) => `${row.file} ${row.raw.split(',')[1]} ${row.state}`,
      );
    };
    try {
      await other.startWorker();
      await other.ingestNow();
      expect(await inState('open')).toHaveLength(3);
      expect(await inState('mended')).toEqual([]);
      other.service.put('a.csv', `${POLLS}1,active,2023-01-23 09:00:00 UTC\n`);
      other.service.put('b.csv', `${POLLS}1,gone,2023-01-23 10:00:00 UTC\n`);
      await rm(`${other.service.sourceDir}/c.csv`);
      await other.ingestNow();
      expect(await inState('open')).toEqual(['b.csv gone open']);
      expect(await inState('mended')).toEqual([
        'a.csv asleep mended',
        'b.csv asleep mended',
        'c.csv asleep mended',
      ]);
      expect(await inState()).toHaveLength(4);
      const grown = `${POLLS}1,gone,2023-01-23 10:00:00 UTC\n1,off,2023-01-23 11:00:00 UTC\n`;
      other.service.put('b.csv', grown);
      await other.ingestNow();
      expect(await inState('open')).toEqual(['b.csv off open', 'b.csv gone open']);
      const { body } = await other.api.get('/api/v1/freshness').expect(200);
      expect(body.inputs[0]).toMatchObject({ rows_read: 3, rows_quarantined: 2 });
    } finally {
      await other.stop();
    }
  });
});

describe('GET /api/v1/quarantine', () => {
  it('lists every quarantined row with its file, line, reason and text, newest ingestion first', async () => {
    const all = await rows();
    expect(placesOf(all)).toEqual(ALL);
    const source = `folder:${harness.service.sourceDir}`;
    expect(all[0]).toMatchObject({ ingestion: second, source, raw: FORMULA });
    expect(all[3]).toEqual({
      ingestion: first,
      source,
      file: 'a.csv',
      line: 4,
      reason: NO_STATUS,
      raw: ODD,
      state: 'open',
    });
  });

  it.each([1, 2, 3, 4, 5, 6])('pages through them by %i without gap or repetition', async (limit) => {
    const paged: Row[] = [];
    let next: string | null = '';
    for (let page = 0; next !== null && page <= ALL.length; page++) {
      const query: Record<string, string> = { limit: String(limit), ...(next ? { cursor: next } : {}) };
      const { body } = await harness.api.get(PATH).query(query).expect(200);
      expect(body.rows.length).toBeLessThanOrEqual(limit);
      paged.push(...body.rows);
      next = body.next_cursor;
    }
    expect(next).toBeNull();
    expect(paged).toEqual(await rows());
  });

  it('filters by ingestion, by reason and by both, on every page', async () => {
    expect(placesOf(await rows({ ingestion: first }))).toEqual(ALL.slice(2));
    expect(placesOf(await rows({ ingestion: second }))).toEqual(ALL.slice(0, 2));
    expect(placesOf(await rows({ reason: NO_ID }))).toEqual(['a.csv:3', 'b.csv:3']);
    expect(placesOf(await rows({ ingestion: second, reason: NO_ID }))).toEqual([]);
    expect(await rows({ reason: 'because' })).toEqual([]);
    const query = { ingestion: first, reason: NO_ID, limit: '1' };
    const { body } = await harness.api.get(PATH).query(query).expect(200);
    expect(placesOf(body.rows)).toEqual(['a.csv:3']);
    expect(placesOf(await rows({ ...query, cursor: body.next_cursor }))).toEqual(['b.csv:3']);
  });

  it.each([
    ['limit=0', 'must be a whole number from 1 to 500'],
    ['limit=501', 'must be a whole number from 1 to 500'],
    ['limit=1e2', 'must be a whole number from 1 to 500'],
    ['ingestion=7', 'must be an ingestion id'],
    ['reason=', 'must not be empty'],
    [`reason=${'x'.repeat(201)}`, 'must have at most 200 characters'],
    ['reason=a&reason=b', 'must be text'],
    ['cursor=nonsense', 'must be the next_cursor of a previous page'],
    ['file=a.csv', 'is not a known field'],
  ])('refuses ?%s', async (query, fault) => {
    const { body } = await harness.api.get(`${PATH}?${query}`).expect(400);
    expect(body.errors).toEqual([{ field: query.split('=')[0], fault: expect.stringContaining(fault) }]);
  });

  it('accepts the largest limit, and does not find an unknown ingestion', async () => {
    expect(await rows({ limit: '500' })).toHaveLength(ALL.length);
    const { body } = await harness.api.get(PATH).query({ ingestion: randomUUID() }).expect(404);
    expect(body.detail).toContain('No ingestion has the id');
  });

  it('refuses a cursor that leads nowhere or to another ingestion', async () => {
    const { body } = await harness.api.get(PATH).query({ limit: 1 }).expect(200);
    const place = JSON.parse(Buffer.from(body.next_cursor, 'base64url').toString());
    const forged = (...over: readonly unknown[]) =>
      Buffer.from(JSON.stringify([...place.slice(0, 4 - over.length), ...over])).toString('base64url');
    for (const cursor of [
      forged(place[3] + 1),
      forged(99_999),
      forged(-1),
      forged('other.csv', 0),
      forged(randomUUID(), place[1], place[2], 0),
      forged(0, 0, 0, 0),
    ]) {
      const answer = await harness.api.get(PATH).query({ cursor }).expect(400);
      expect(answer.body.errors).toEqual([
        { field: 'cursor', fault: 'must be the next_cursor of a previous page' },
      ]);
    }
    await harness.api.get(PATH).query({ cursor: body.next_cursor, ingestion: first }).expect(400);
    await harness.api.get(PATH).query({ cursor: body.next_cursor, ingestion: second }).expect(200);
  });
});

describe('GET /api/v1/quarantine.csv', () => {
  it('has the same rows, with no cell that a spreadsheet would execute', async () => {
    const nowMicros = Date.parse('2023-02-03T04:05:06Z') * 1_000;
    const api = request(createApp({ ...harness.apiPorts, clock: () => nowMicros }));
    const { text, headers } = await api.get(`${PATH}.csv`).expect(200);
    expect(headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="loopwatch-quarantine-2023-02-03.csv"',
      'cache-control': 'no-store',
    });
    expect(text.endsWith('\n')).toBe(true);
    expect(text).toContain(`"'=cmd|""/c calc""!A1,active,2023-01-23 10:00:00 UTC"`);
    const [header, ...cells]: string[][] = parse(text, { record_delimiter: '\n' });
    expect(header).toEqual(['ingestion_id', 'source', 'file', 'line', 'reason', 'raw', 'state']);
    expect(cells).toEqual(
      (await rows()).map(({ ingestion, source, file, line, reason, raw, state }) => {
        return [ingestion, source, file, String(line), reason, raw.replace(/^=/, "'="), state];
      }),
    );
  });

  it('filters like the list, and has the ingestion in its file name', async () => {
    const { text, headers } = await harness.api
      .get(`${PATH}.csv`)
      .query({ ingestion: first, reason: NO_ID })
      .expect(200);
    expect(headers['content-disposition']).toBe(`attachment; filename="loopwatch-quarantine-${first}.csv"`);
    expect(text.split('\n')).toHaveLength(4);
    const none = await harness.api.get(`${PATH}.csv`).query({ reason: 'because' }).expect(200);
    expect(none.text).toBe('ingestion_id,source,file,line,reason,raw,state\n');
    const head = await harness.api.head(`${PATH}.csv`).expect(200);
    expect(head.headers['content-disposition']).toMatch(/^attachment/);
    expect(head.text).toBeUndefined();
  });

  it('refuses what the list refuses, and also limit and cursor', async () => {
    for (const query of ['ingestion=7', 'reason=', 'limit=5', 'cursor=x']) {
      const { body } = await harness.api.get(`${PATH}.csv?${query}`).expect(400);
      expect(body.errors[0].field).toBe(query.split('=')[0]);
    }
    await harness.api.get(`${PATH}.csv`).query({ ingestion: randomUUID() }).expect(404);
  });
});

describe('a missing or damaged quarantine file', () => {
  let path: string;

  beforeAll(async () => {
    const [outcome] = await harness.service.ports.catalogue.ingestions.outcomes(first);
    path = await harness.service.ports.blobs.localPath(outcome?.quarantineKey ?? 'missing');
    await rename(path, `${path}.aside`);
  });
  afterAll(async () => {
    await rename(`${path}.aside`, path);
  });

  it('is reported by the list and the CSV, and the other rows stay readable', async () => {
    for (const address of [PATH, `${PATH}.csv`, `${PATH}.csv?ingestion=${first}`]) {
      const { body, type } = await harness.api.get(address).expect(500);
      expect(type).toBe('application/problem+json');
      expect(body).toMatchObject({
        type: '/problems/storage-damaged',
        detail: expect.stringMatching(/ is missing from .* Run "loopwatch verify"/),
      });
    }
    expect(placesOf(await rows({ ingestion: second }))).toEqual(ALL.slice(0, 2));
    await harness.api.get(`${PATH}.csv`).query({ ingestion: second }).expect(200);
  });

  it('cuts off a running download, and logs why', async () => {
    await writeFile(path, 'no JSON\n');
    const { body } = await harness.api.get(`${PATH}.csv`).expect(500);
    expect(body).toMatchObject({ detail: expect.stringContaining('has changed since it was written') });
    // A release before hashes wrote it: the damage shows in the middle.
    await rm(`${path}.sha256`);
    await writeFile(path, 'no JSON either\n');
    await expect(harness.api.get(`${PATH}.csv`)).rejects.toThrow('aborted');
    await rm(path);
    expect(harness.log.filter((line) => line.includes('a download was cut off'))).toHaveLength(1);
  });
});
