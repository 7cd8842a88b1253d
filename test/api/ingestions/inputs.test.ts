import { rmSync } from 'node:fs';
import path from 'node:path';
import { HOURS, POLLS, ZONES } from '../../support/service';
import { type ApiUnderTest, startApi } from '../api-under-test';

const FILES = {
  'polls.csv': `${POLLS}1,active,2023-01-23 09:00:00 UTC\n`,
  'hours.csv': `${HOURS}1,0,09:00,17:00\n1,1,,\n2,0,18:00,02:00\n3,0,09:00,17:00\n4,0,09:00,17:00\n`,
  'zones.csv': `${ZONES}1,UTC\n`,
};
const PATH = '/api/v1/inputs';

let harness: ApiUnderTest;

beforeAll(async () => {
  harness = await startApi(FILES);
  await harness.startWorker();
  await harness.ingest();
});
afterEach(() => harness.release());
afterAll(() => harness.stop());

const hours = async () => (await harness.api.get(PATH).expect(200)).body.inputs[0];
const kept = async (query = '') => (await harness.api.get(`${PATH}/hours/kept${query}`).expect(200)).body;

describe('the inputs', () => {
  it('are shown with their files and stores', async () => {
    const { body, headers } = await harness.api.get(PATH).expect(200);
    expect(headers['cache-control']).toBe('no-store');
    expect(body.inputs).toEqual([
      {
        kind: 'hours',
        version: 1,
        files: ['hours.csv'],
        stores: { given: 4, kept_lost: 0, kept_unreadable: 0, unreadable: 0 },
        notices: [],
        held: null,
      },
      expect.objectContaining({ kind: 'timezones', version: 1, files: ['zones.csv'] }),
    ]);
  });

  it('have nothing to accept while no file has lost a store', async () => {
    const held = await harness.api.post(`${PATH}/hours/accept`).expect(404);
    expect(held.body.detail).toBe('No version of the hours is held back.');
    const losses = await harness.api.post(`${PATH}/hours/accept-losses`).send({ all: true }).expect(404);
    expect(losses.body.detail).toContain('there is no loss to accept');
    await harness.api.post(`${PATH}/polls/accept`).expect(400);
    await harness.api.post(`${PATH}/hours/accept-losses`).send({}).expect(400);
    await harness.api
      .post(`${PATH}/hours/accept-losses`)
      .send({ all: true, stores: ['1'] })
      .expect(400);
  });

  it('keep what a file has lost and what cannot be read, and list both', async () => {
    harness.service.put('hours.csv', `${HOURS}2,0,late,02:00\n3,0,09:00,17:00\n4,0,09:00,17:00\n`);
    await harness.ingest();
    expect(await hours()).toMatchObject({
      version: 2,
      stores: { given: 2, kept_lost: 1, kept_unreadable: 1 },
    });
    expect(await kept()).toEqual({
      kind: 'hours',
      version: 2,
      stores: [
        {
          store_id: '1',
          keeps: 'Mon 09:00–17:00, Tue closed',
          file: 'hours.csv',
          since_version: 1,
          reason: 'lost',
        },
        {
          store_id: '2',
          keeps: 'Mon 18:00–02:00',
          file: 'hours.csv',
          since_version: 1,
          reason: 'unreadable',
        },
      ],
      total: 2,
      next_cursor: null,
    });
    const first = await kept('?limit=1');
    expect([first.stores.length, first.total]).toEqual([1, 2]);
    expect((await kept(`?limit=1&cursor=${first.next_cursor}`)).stores).toMatchObject([{ store_id: '2' }]);
    expect(await kept('?reason=lost')).toMatchObject({ total: 1, stores: [{ store_id: '1' }] });
  });

  it('refuse the loss of a store whose rows cannot be read, and of one that has lost nothing', async () => {
    const accept = (...stores: string[]) =>
      harness.api.post(`${PATH}/hours/accept-losses`).send({ stores }).expect(400);
    expect((await accept('1', '2')).body.detail).toContain(
      'Store 2 keeps its menu hours because rows cannot be read',
    );
    expect((await accept('3')).body.detail).toContain('Store 3 has lost no menu hours');
    expect(await hours()).toMatchObject({ version: 2 });
  });

  it('let a loss be accepted: the store has nothing any more, also after the next ingestion', async () => {
    const { body } = await harness.api
      .post(`${PATH}/hours/accept-losses`)
      .send({ stores: ['1'] })
      .expect(200);
    expect(body).toMatchObject({ version: 3, stores: { given: 2, kept_lost: 0, kept_unreadable: 1 } });
    expect(await kept()).toMatchObject({ stores: [{ store_id: '2' }] });
    await harness.ingest();
    expect(await hours()).toMatchObject({ version: 3 });
  });

  it('let a held version be accepted, by its number, and before that no loss', async () => {
    rmSync(path.join(harness.service.sourceDir, 'hours.csv'));
    await harness.ingest();
    const { held, version } = await hours();
    expect([version, held]).toEqual([
      3,
      {
        version: 4,
        reason: 'it has lost 2 of the 2 stores of the version in use: hours.csv was removed',
      },
    ]);
    const early = await harness.api.post(`${PATH}/hours/accept-losses`).send({ all: true }).expect(409);
    expect(early.body.detail).toContain('Version 4 of the hours is held back');
    const other = await harness.api.post(`${PATH}/hours/accept`).send({ version: 3 }).expect(404);
    expect(other.body.detail).toBe('Version 3 of the hours is not held back.');
    const accepted = await harness.api.post(`${PATH}/hours/accept`).send({ version: 4 }).expect(200);
    expect(accepted.body).toMatchObject({ version: 4, held: null, stores: { given: 0, kept_lost: 3 } });
    const all = await harness.api.post(`${PATH}/hours/accept-losses`).send({ all: true }).expect(200);
    expect(all.body).toMatchObject({ version: 5, stores: { given: 0, kept_lost: 0 } });
  });
});
