import request from 'supertest';
import { createApp } from '../../../src/api/server/app';
import { formatInstant, MICROS_PER_SECOND } from '../../../src/domain/time/instants';
import { POLLS, WORKED_EXAMPLE } from '../../support/service';
import { type ApiUnderTest, startApi } from '../api-under-test';

let harness: ApiUnderTest;

beforeAll(async () => {
  harness = await startApi();
  await harness.startWorker();
});
afterAll(() => harness.stop());

async function freshnessAt(nowMicros: number) {
  const api = request(createApp({ ...harness.apiPorts, clock: () => nowMicros }));
  const { body, headers } = await api.get('/api/v1/freshness').expect(200);
  expect(headers['cache-control']).toBe('no-store');
  return body;
}

async function lastCommitMicros(): Promise<number> {
  return (await harness.service.ports.catalogue.log.lastGrowth())?.committedMicros ?? Number.NaN;
}

it('the data is empty before any ingestion, and after one that found no polls', async () => {
  expect(await freshnessAt(5e15)).toEqual({
    state: 'empty',
    message: 'No poll has been ingested yet. No ingestion has finished yet.',
    polls_state: 'empty',
    sources: [],
    inputs: ['polls', 'hours', 'timezones'].map((input) =>
      expect.objectContaining({ input, state: 'empty', files: 0, rows_read: 0, quarantined_share: null }),
    ),
    old_after_seconds: 86_400,
    checked_at: formatInstant(5e15),
    newest_poll_at: null,
    newest_poll_age_seconds: null,
    last_new_polls_at: null,
    last_ingestion: null,
    log_version: 0,
    stale_after_seconds: 7_200,
  });
  const id = await harness.ingestNow();
  const body = await freshnessAt(5e15);
  expect(body).toMatchObject({ state: 'empty', last_ingestion: { id, state: 'Completed' } });
  expect(body.message).toMatch(/^No file of polls is in .*: it holds no file\.$/);
  harness.service.put('polls.csv', `${POLLS},active,2023-01-23 09:00:00 UTC\n`);
  await harness.ingestNow();
  const unread = await freshnessAt(5e15);
  expect(unread).toMatchObject({ state: 'empty', log_version: 1, newest_poll_at: null });
  expect(unread.message).toBe(
    'No poll can be read, so there is nothing to report: the only row of polls.csv in quarantine (store_id is missing).',
  );
});

it('polls of 2023 that arrive today are old, and stale after two hours', async () => {
  for (const [name, text] of Object.entries(WORKED_EXAMPLE)) harness.service.put(name, text);
  const id = await harness.ingestNow();
  const committed = await lastCommitMicros();
  const old = await freshnessAt(committed + 7_200 * MICROS_PER_SECOND);
  expect(old).toMatchObject({
    state: 'old',
    polls_state: 'old',
    newest_poll_at: '2023-01-23T16:00:00Z',
    last_new_polls_at: formatInstant(committed),
    last_ingestion: { id, state: 'Completed' },
    log_version: 2,
  });
  const newest = Date.parse('2023-01-23T16:00:00Z') / 1_000;
  expect(old.newest_poll_age_seconds).toBe(Math.floor(committed / MICROS_PER_SECOND) + 7_200 - newest);
  expect(await freshnessAt(committed + 7_200 * MICROS_PER_SECOND + 1)).toMatchObject({ state: 'stale' });
});

it('the data stays stale if ingestions find nothing new or only corrections', async () => {
  const committed = await lastCommitMicros();
  const later = committed + 3 * 3_600 * MICROS_PER_SECOND;
  harness.service.put(
    'polls.csv',
    WORKED_EXAMPLE['polls.csv'].replace('1,active,2023-01-23 09', '1,inactive,2023-01-23 09'),
  );
  const id = await harness.ingestNow();
  const body = await freshnessAt(later);
  expect(await lastCommitMicros()).toBe(committed);
  expect(body).toMatchObject({ state: 'stale', log_version: 3, last_ingestion: { id } });
  expect(body.message).toMatch(/^No new poll has been ingested for more than 2 hours\./);
});

it('the data is no longer stale after one new poll', async () => {
  const before = await lastCommitMicros();
  harness.service.put('more.csv', `${POLLS}1,active,2023-01-20 09:30:00 UTC\n`);
  await harness.ingestNow();
  const committed = await lastCommitMicros();
  expect(committed).toBeGreaterThan(before);
  expect(await freshnessAt(committed)).toMatchObject({
    state: 'old',
    newest_poll_at: '2023-01-23T16:00:00Z',
  });
});
