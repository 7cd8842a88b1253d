import request, { type Agent } from 'supertest';
import { type AccessSettings, DEFAULT_ACCESS } from '../../../src/api/access/access-settings';
import { createApp } from '../../../src/api/server/app';
import { type ApiUnderTest, startApi } from '../api-under-test';
import { makeKey, unknownKey } from '../key-under-test';

let harness: ApiUnderTest;
let key: string;
let other: string;

beforeAll(async () => {
  harness = await startApi();
  key = (await makeKey(harness.apiPorts.catalogue, 'admin')).text;
  other = (await makeKey(harness.apiPorts.catalogue, 'admin')).text;
});

afterAll(() => harness.stop());

function apiWith(limits: Partial<AccessSettings>): Agent {
  return request(createApp(harness.apiPorts, { ...DEFAULT_ACCESS, ...limits }));
}

it('the rate limit counts the requests of a key, reports the rest, and refuses the excess', async () => {
  const api = apiWith({ requestsPerMinute: 2 });
  const first = await api.get('/api/v1/reports').set('X-API-Key', key).expect(200);
  expect(first.headers['ratelimit-policy']).toMatch(/^"requests"; q=2; w=60; pk=:\S+:$/);
  expect(first.headers.ratelimit).toMatch(/^"requests"; r=1; t=\d+$/);
  await api.get('/').set('X-API-Key', key).expect(200);
  const { body, headers, type } = await api.get('/api/v1/reports').set('X-API-Key', key).expect(429);
  expect(type).toBe('application/problem+json');
  expect(body).toMatchObject({ type: '/problems/too-many-requests', status: 429 });
  expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  await api.get('/api/v1/reports').set('X-API-Key', other).expect(200);
});

it('the rate limit counts requests without a key by address, but never health checks', async () => {
  const api = apiWith({ requestsPerMinute: 2 });
  await api.get('/nothing').expect(404);
  await api.get('/assets/app.css').expect(200);
  await api.get('/login').expect(429);
  await api.get('/openapi.json').expect(429);
  await api.get('/docs/').expect(429);
  for (let probe = 0; probe < 5; probe++) {
    await api.get('/livez').expect(200);
    await api.get('/readyz').expect(503);
  }
});

it('the rate limit counts requests that start or change something separately', async () => {
  const api = apiWith({ triggersPerMinute: 1 });
  const { headers } = await api.post('/api/v1/reports').set('X-API-Key', key).expect(202);
  expect(headers['ratelimit-policy']).toContain('"triggers"; q=1; w=60');
  await api.get('/trigger_report').set('X-API-Key', key).expect(429);
  await api.post('/api/v1/ingestions').set('X-API-Key', key).expect(429);
  await api.get('/api/v1/reports').set('X-API-Key', key).expect(200);
});

it('the rate limit refuses an address after wrong keys, but still accepts a valid key', async () => {
  const api = apiWith({ wrongKeysPerMinute: 3 });
  const signIn = (text: string) => api.post('/login').type('form').send({ key: text });
  await signIn(unknownKey()).expect(401);
  await signIn('x').expect(401);
  await api.get('/api/v1/reports').set('X-API-Key', unknownKey()).expect(401);
  const { headers } = await signIn(unknownKey()).expect(429);
  expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  await api.get('/api/v1/reports').set('X-API-Key', unknownKey()).expect(429);
  await signIn(key).expect(303);
  await api.get('/api/v1/reports').set('X-API-Key', key).expect(200);
});

it('a key may have a number of running reports, and another key is not held up by them', async () => {
  const { catalogue } = harness.apiPorts;
  const [busy, calm] = [
    await makeKey(catalogue, 'trigger', { name: 'busy' }),
    await makeKey(catalogue, 'trigger', { name: 'calm' }),
  ];
  const api = apiWith({ runningReports: 2 });
  const ask = (text: string) => api.post('/api/v1/reports').set('X-API-Key', text);
  await ask(busy.text).expect(202);
  await ask(busy.text).expect(202);
  const { body, headers } = await ask(busy.text).expect(429);
  expect(body).toMatchObject({
    type: '/problems/too-many-requests',
    detail: expect.stringContaining('busy'),
  });
  expect(headers['retry-after']).toBe('10');
  await api.get('/trigger_report').set('X-API-Key', busy.text).expect(429);
  await ask(calm.text).expect(202);
});

it('requests at the same moment do not pass the number of running reports, and a repetition is no new report', async () => {
  const { text } = await makeKey(harness.apiPorts.catalogue, 'trigger', { name: 'eager' });
  const api = apiWith({ runningReports: 3 });
  const ask = (key: string) => api.post('/api/v1/reports').set({ 'X-API-Key': text, 'Idempotency-Key': key });
  const answers = await Promise.all(Array.from({ length: 12 }, (_, index) => ask(`eager-${index}`)));
  const statuses = answers.map(({ status }) => status);
  expect(statuses.filter((status) => status === 202)).toHaveLength(3);
  expect(statuses.filter((status) => status === 429)).toHaveLength(9);
  await ask(`eager-${statuses.indexOf(202)}`).expect(202);
  await ask(`eager-${statuses.indexOf(429)}`).expect(429);
});

it('wrong keys are logged with their number, a line a minute', async () => {
  const before = harness.log.length;
  const api = apiWith({ wrongKeysPerMinute: 100 });
  for (let attempt = 0; attempt < 30; attempt++)
    await api.get('/api/v1/reports').set('X-API-Key', unknownKey()).expect(401);
  const lines = harness.log.slice(before).filter((line) => line.includes('wrong API keys were refused'));
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('"attempts":1');
  expect(lines[0]).toContain('127.0.0.1');
});
