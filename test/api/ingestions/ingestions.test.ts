import { randomUUID } from 'node:crypto';
import { utimesSync } from 'node:fs';
import path from 'node:path';
import { Client, Connection } from '@temporalio/client';
import request from 'supertest';
import { createListSource } from '../../../src/activities/ingest/list-source';
import { createApp } from '../../../src/api/server/app';
import { INGEST_NOW_WORKFLOW_ID } from '../../../src/contract/names';
import { deferred } from '../../support/deferred';
import { POLLS, WORKED_EXAMPLE } from '../../support/service';
import { type ApiUnderTest, startApi } from '../api-under-test';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const ODD_POLLS = `${POLLS}${[
  '2,active,2023-01-23 09:00:00 UTC',
  '2,active,2023-01-23 09:00:00 UTC',
  '2,inactive,2023-01-23 09:00:00 UTC',
  ',active,2023-01-23 10:00:00 UTC',
  '2,asleep,2023-01-23 11:00:00 UTC',
  '2,asleep,2023-01-23 12:00:00 UTC',
].join('\n')}\n`;
const FILES = { ...WORKED_EXAMPLE, 'odd.csv': ODD_POLLS, 'torn.csv': 'store_id,status\n1,active\n' };

let harness: ApiUnderTest;

describe('a requested ingestion', () => {
  let first: request.Response;
  let again: request.Response;
  let early: request.Response;
  let id: string;

  beforeAll(async () => {
    harness = await startApi(FILES);
    first = await harness.api.post('/api/v1/ingestions').send({}).expect(202);
    again = await harness.api.post('/api/v1/ingestions').expect(202);
    id = first.body.id;
    early = await harness.api.get(String(first.headers.location)).expect(200);
    await harness.startWorker();
    await harness.untilIngested();
  });
  afterEach(() => harness.release());
  afterAll(() => harness.stop());

  it('is answered with its id, its address and when to look, before a worker starts', () => {
    expect(first.headers).toMatchObject({ location: `/api/v1/ingestions/${id}`, 'retry-after': '1' });
    expect(first.body).toMatchObject({
      id: expect.stringMatching(UUID),
      workflow_id: INGEST_NOW_WORKFLOW_ID,
      trigger: 'api',
      state: 'Running',
      finished_at: null,
      counts: null,
      problems: [],
    });
    expect(early.body).toEqual({ ...first.body, files: [] });
    expect(early.headers['retry-after']).toBe('1');
  });

  it('is returned again while it runs, and a new one starts after it', async () => {
    expect(again.body).toEqual(first.body);
    expect(again.headers.location).toBe(first.headers.location);
    expect(await harness.ingestNow()).not.toBe(id);
  });

  it('has counts in total and for each file', async () => {
    const { body, headers } = await harness.api.get(`/api/v1/ingestions/${id}`).expect(200);
    expect(headers['retry-after']).toBeUndefined();
    expect(body).toMatchObject({
      id,
      state: 'Completed',
      outcome: 'completed_with_problems',
      problems: [],
      problems_count: 2,
      troubles: expect.arrayContaining([
        '3 of 6 rows of odd.csv are in quarantine: status is neither active nor inactive.',
        expect.stringContaining('torn.csv'),
      ]),
      trigger: 'api',
      log_version: 2,
      finished_at: expect.stringMatching(/Z$/),
      message: expect.stringMatching(/^Ingested 4 files: 9 new polls.* Completed with problems: /),
      counts: {
        files_listed: 5,
        files_fetched: 5,
        files_unchanged: 0,
        files_accepted: 4,
        files_rejected: 1,
        files_held: 0,
        rows_in: 16,
        accepted: 11,
        duplicates: 2,
        disagreements: 1,
        quarantined: 3,
      },
    });
    expect(body.files).toHaveLength(5);
    const source = `folder:${harness.service.sourceDir}`;
    expect(fileOf(body, 'odd.csv')).toEqual({
      source,
      name: 'odd.csv',
      kind: 'polls',
      state: 'accepted',
      rows_in: 6,
      accepted: 1,
      duplicates: 2,
      disagreements: 1,
      quarantined: 3,
      reasons: { 'store_id is missing': 1, 'status is neither active nor inactive': 2 },
      message: null,
    });
    expect(fileOf(body, 'hours.csv')).toMatchObject({ kind: 'hours', state: 'accepted', rows_in: 1 });
    expect(fileOf(body, 'torn.csv')).toMatchObject({
      kind: 'polls',
      state: 'rejected',
      rows_in: 0,
      reasons: {},
      message: expect.stringContaining('timestamp_utc'),
    });
  });

  it('counts listed, fetched and unchanged files', async () => {
    utimesSync(path.join(harness.service.sourceDir, 'odd.csv'), 1e9, 2e9 / 2 + 60);
    const { body } = await harness.api.get(`/api/v1/ingestions/${await harness.ingestNow()}`).expect(200);
    expect(body.counts).toMatchObject({
      files_listed: 5,
      files_fetched: 1,
      files_unchanged: 5,
      files_accepted: 0,
      rows_in: 0,
    });
    expect(body.files).toEqual([expect.objectContaining({ name: 'odd.csv', state: 'unchanged' })]);
  });

  it('names a file that is held back', async () => {
    harness.service.put('hours.csv', 'store_id,day,start_time_local,end_time_local\n');
    const { body } = await harness.api.get(`/api/v1/ingestions/${await harness.ingestNow()}`).expect(200);
    expect(body.counts).toMatchObject({ files_held: 1, files_unchanged: 4 });
    expect(fileOf(body, 'hours.csv')).toMatchObject({
      state: 'held',
      message: expect.stringContaining('loopwatch accept hours'),
    });
  });

  it('takes in what comes during a run: a request after the listing lists again', async () => {
    harness.service.put('early.csv', `${POLLS}77,active,2023-01-23 10:00:00 UTC\n`);
    const reached = harness.hold('validate');
    const { body: started } = await harness.api.post('/api/v1/ingestions').expect(202);
    await reached;
    harness.service.put('late.csv', `${POLLS}78,active,2023-01-23 10:00:00 UTC\n`);
    const { body: asked } = await harness.api.post('/api/v1/ingestions').expect(202);
    harness.release();
    await harness.untilIngested();
    expect(asked.id).toBe(started.id);
    const { body } = await harness.api.get(`/api/v1/ingestions/${started.id}`).expect(200);
    expect(body).toMatchObject({ state: 'Completed', counts: { files_accepted: 2 } });
    expect(fileOf(body, 'late.csv')).toMatchObject({ state: 'accepted', accepted: 1 });
  });

  it('has failed if its run ended without a record, and counts as running without Temporal', async () => {
    harness.service.put('polls.csv', `${WORKED_EXAMPLE['polls.csv']}1,active,2023-01-23 17:00:00 UTC\n`);
    const reached = harness.hold('validate');
    const { body: started } = await harness.api.post('/api/v1/ingestions').expect(202);
    await reached;
    const connection = Connection.lazy({ address: '127.0.0.1:1', interceptors: [] });
    const cutOff = request(createApp({ ...harness.apiPorts, client: new Client({ connection }) }));
    await harness.server.client.workflow.getHandle(INGEST_NOW_WORKFLOW_ID).terminate();
    const { body: away } = await cutOff.get(`/api/v1/ingestions/${started.id}`).expect(200);
    const refused = await cutOff.post('/api/v1/ingestions').expect(503);
    await connection.close();
    const { body } = await harness.api.get(`/api/v1/ingestions/${started.id}`).expect(200);
    const { body: list } = await harness.api.get('/api/v1/ingestions?limit=1').expect(200);
    harness.release();
    expect(away.state).toBe('Running');
    expect(refused.body.type).toBe('/problems/unavailable');
    expect(body).toMatchObject({ state: 'Failed', message: expect.stringContaining('ended in Temporal') });
    expect(list.ingestions[0]).toMatchObject({ id: started.id, state: 'Failed' });
  });

  it('is listed newest first, page by page, without gap or repetition', async () => {
    await harness.ingestNow();
    const { body: all } = await harness.api.get('/api/v1/ingestions?limit=100').expect(200);
    const ids = idsOf(all);
    expect(ids.length).toBeGreaterThan(2);
    expect(ids.at(-1)).toBe(id);
    expect(all.next_cursor).toBeNull();
    const { files: _, ...summary } = (await harness.api.get(`/api/v1/ingestions/${id}`)).body;
    expect(all.ingestions.at(-1)).toEqual(summary);

    const paged: string[] = [];
    let next: string | null = '';
    for (let page = 0; next !== null && page < ids.length; page++) {
      const query: Record<string, string> = { limit: '1', ...(next ? { cursor: next } : {}) };
      const { body } = await harness.api.get('/api/v1/ingestions').query(query).expect(200);
      expect(body.ingestions).toHaveLength(1);
      paged.push(...idsOf(body));
      next = body.next_cursor;
    }
    expect(paged).toEqual(ids);
    expect(next).toBeNull();
  });

  it.each(['limit=0', 'limit=101', 'limit=two', 'cursor=nonsense', 'sort=asc', 'limit=1&limit=2'])(
    'refuses a list with ?%s',
    async (query) => {
      const { body } = await harness.api.get(`/api/v1/ingestions?${query}`).expect(400);
      expect(body.errors[0].field).toBe(query.split('=')[0]);
    },
  );

  it('refuses a malformed id, and does not find an unknown one', async () => {
    for (const malformed of ['7', id.toUpperCase(), `${id}0`]) {
      const { body } = await harness.api.get(`/api/v1/ingestions/${malformed}`).expect(400);
      expect(body.errors).toEqual([
        { field: 'id', fault: expect.stringContaining('must be an ingestion id') },
      ]);
    }
    const { body } = await harness.api.get(`/api/v1/ingestions/${randomUUID()}`).expect(404);
    expect(body.type).toBe('/problems/not-found');
  });

  it('refuses fields and unsupported bodies', async () => {
    const before = idsOf((await harness.api.get('/api/v1/ingestions?limit=100')).body);
    const { body } = await harness.api.post('/api/v1/ingestions').send({ trigger: 'me' }).expect(400);
    expect(body.errors).toEqual([{ field: 'trigger', fault: 'is not a known field' }]);
    await harness.api.post('/api/v1/ingestions').type('text/plain').send('now').expect(415);
    await harness.api.post('/api/v1/ingestions').set('Sec-Fetch-Site', 'cross-site').expect(403);
    expect(idsOf((await harness.api.get('/api/v1/ingestions?limit=100')).body)).toEqual(before);
  });
});

describe('an ingestion that has continued as new', () => {
  const continued = deferred();
  const released = deferred();

  beforeAll(async () => {
    harness = await startApi(WORKED_EXAMPLE);
    const listSource = createListSource(harness.service.ports, 1);
    let runs = 0;
    await harness.startWorker({
      listSource: async (input) => {
        if (++runs === 2) {
          continued.resolve();
          await released.promise;
        }
        return listSource(input);
      },
    });
  });
  afterAll(() => harness.stop());

  it('keeps the id that it started with', async () => {
    const { body: first } = await harness.api.post('/api/v1/ingestions').expect(202);
    await continued.promise;
    const { body: again } = await harness.api.post('/api/v1/ingestions').expect(202);
    const { body: running } = await harness.api.get(`/api/v1/ingestions/${first.id}`).expect(200);
    released.resolve();
    await harness.untilIngested();
    expect(again).toEqual(first);
    expect(running.state).toBe('Running');
    const { body: list } = await harness.api.get('/api/v1/ingestions').expect(200);
    expect(idsOf(list)).toEqual([first.id]);
    expect(list.ingestions[0]).toMatchObject({ state: 'Completed', counts: { files_accepted: 3 } });
  });
});

function idsOf(page: { readonly ingestions: readonly { readonly id: string }[] }): string[] {
  return page.ingestions.map(({ id }) => id);
}

function fileOf(body: { readonly files: readonly { readonly name: string }[] }, name: string): unknown {
  return body.files.find((file) => file.name === name);
}
