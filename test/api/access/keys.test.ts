import request from 'supertest';
import { DEFAULT_ACCESS } from '../../../src/api/access/access-settings';
import { createApp } from '../../../src/api/server/app';
import { SCOPES, type Scope } from '../../../src/contract/access';
import { openSqliteCatalogue } from '../../../src/storage/sql/sqlite/sqlite-catalogue';
import { tempFolder } from '../../support/temp-folder';
import { type ApiUnderTest, startApi } from '../api-under-test';
import { makeKey, unknownKey } from '../key-under-test';

const OPERATIONS = [
  ['get', '/', 'read'],
  ['get', '/api/v1/reports', 'read'],
  ['get', '/api/v1/reports/x', 'read'],
  ['get', '/api/v1/reports/x/report.csv', 'read'],
  ['get', '/get_report', 'read'],
  ['post', '/get_report', 'read'],
  ['get', '/api/v1/quarantine', 'read'],
  ['get', '/api/v1/schedule', 'read'],
  ['get', '/trigger_report', 'trigger'],
  ['post', '/api/v1/reports', 'trigger'],
  ['delete', '/api/v1/reports/x', 'trigger'],
  ['post', '/api/v1/ingestions', 'admin'],
  ['post', '/api/v1/schedule/pause', 'admin'],
  ['post', '/api/v1/schedule/resume', 'admin'],
] as const;
const OPEN = [
  '/livez',
  '/readyz',
  '/openapi.json',
  '/docs/',
  '/assets/app.css',
  '/problems/unauthorized',
  '/login',
];
const folder = tempFolder();

let harness: ApiUnderTest;
let keys: Readonly<Record<Scope, string>>;

beforeAll(async () => {
  harness = await startApi();
  const texts = await Promise.all(
    SCOPES.map(async (scope) => [scope, (await makeKey(harness.apiPorts.catalogue, scope)).text] as const),
  );
  const of = (scope: Scope) => texts.find(([each]) => each === scope)?.[1] ?? '';
  keys = { read: of('read'), trigger: of('trigger'), admin: of('admin') };
});

afterAll(() => harness.stop());

const bearer = (text: string) => ({ Authorization: `Bearer ${text}` });

describe('a key', () => {
  it.each(OPERATIONS)('allows %s %s from the scope %s', async (method, path, needed) => {
    for (const scope of SCOPES) {
      const { status, body, headers } = await harness.api[method](path).set(bearer(keys[scope]));
      const isEnough = SCOPES.indexOf(scope) >= SCOPES.indexOf(needed);
      expect([scope, body.type === '/problems/insufficient-scope']).toEqual([scope, !isEnough]);
      if (isEnough) expect([401, 403]).not.toContain(status);
      else
        expect({ status, challenge: headers['www-authenticate'] }).toMatchObject({
          status: 403,
          challenge: expect.stringContaining(`scope="${needed}"`),
        });
    }
  });

  it.each(OPERATIONS)('is needed for %s %s', async (method, path) => {
    const { body, headers } = await harness.api[method](path).expect(401);
    expect(body.type).toBe('/problems/unauthorized');
    expect(headers['www-authenticate']).toBe('Bearer realm="Loopwatch"');
  });

  it.each(OPEN)('is not needed or checked for %s', async (path) => {
    const without = await harness.api.get(path);
    const withUnknown = await harness.api.get(path).set(bearer(unknownKey()));
    // No worker runs here, so /readyz answers 503.
    const status = path === '/readyz' ? 503 : 200;
    expect([without.status, withUnknown.status]).toEqual([status, status]);
  });

  it('is also accepted as X-API-Key, and from nowhere else', async () => {
    await harness.api.get('/api/v1/reports').set('X-API-Key', keys.read).expect(200);
    await harness.api.get(`/api/v1/reports?api_key=${keys.read}`).expect(401);
    await harness.api.get('/api/v1/reports').set('Cookie', `loopwatch_session=${keys.read}`).expect(401);
  });

  it.each([
    ['with another secret', () => `Bearer ${keys.read.slice(0, -1)}${keys.read.endsWith('0') ? '1' : '0'}`],
    ['that was never created', () => `Bearer ${unknownKey()}`],
    ['with another format', () => 'Bearer secret'],
    ['in capitals', () => `Bearer ${keys.read.toUpperCase()}`],
    ['with another scheme', () => `Basic ${Buffer.from(`x:${keys.read}`).toString('base64')}`],
    ['that is empty', () => 'Bearer '],
  ])('%s is refused', async (_what, authorization) => {
    const { body, headers } = await harness.api
      .get('/api/v1/reports')
      .set({ Authorization: authorization(), 'X-API-Key': keys.read })
      .expect(401);
    expect(body.type).toBe('/problems/unauthorized');
    expect(headers['www-authenticate']).toContain('error="invalid_token"');
  });

  it('is refused as soon as it is revoked', async () => {
    const { catalogue } = harness.apiPorts;
    const key = await makeKey(catalogue, 'read');
    await harness.api.get('/api/v1/reports').set(bearer(key.text)).expect(200);
    await catalogue.keys.revoke(key.id, 2);
    await harness.api.get('/api/v1/reports').set(bearer(key.text)).expect(401);
  });

  it('is recorded as used once an hour', async () => {
    const { catalogue } = harness.apiPorts;
    const key = await makeKey(catalogue, 'read');
    const hour = 3_600_000_000;
    let now = 5 * hour;
    const api = request(createApp({ ...harness.apiPorts, clock: () => now }));
    const usedAt = async () => {
      await api.get('/api/v1/reports').set(bearer(key.text)).expect(200);
      return (await catalogue.keys.get(key.id))?.lastUsedMicros;
    };
    expect(await usedAt()).toBe(5 * hour);
    now += hour - 1;
    expect(await usedAt()).toBe(5 * hour);
    now += 1;
    expect(await usedAt()).toBe(6 * hour);
  });

  it('is accepted from a page of any site', async () => {
    const foreign = { Origin: 'http://elsewhere.example', 'Sec-Fetch-Site': 'cross-site' };
    await harness.api
      .post('/api/v1/reports')
      .set({ ...foreign, ...bearer(keys.trigger) })
      .expect(202);
    await harness.api
      .get('/trigger_report')
      .set({ ...foreign, ...bearer(keys.trigger) })
      .expect(200);
  });

  it('is checked before a body is read', async () => {
    await harness.api.post('/api/v1/reports').type('json').send('{"broken').expect(401);
    await harness.api
      .post('/api/v1/reports')
      .set(bearer(keys.trigger))
      .type('json')
      .send('{"broken')
      .expect(400);
  });

  it('never appears in the log, and names the requester', async () => {
    const { body } = await harness.api.post('/api/v1/reports').set(bearer(keys.admin)).expect(202);
    await harness.api.get(`/api/v1/reports?key=${keys.admin}`).set('X-API-Key', keys.admin).expect(400);
    await harness.api.post('/login').type('form').send({ key: keys.admin }).expect(303);
    expect((await harness.apiPorts.catalogue.reports.get(body.report_id))?.requestedBy).toBe('a admin key');
    expect(harness.log.length).toBeGreaterThan(3);
    const secrets = Object.values(keys).map((key) => key.slice(-64));
    for (const line of harness.log) for (const secret of secrets) expect(line).not.toContain(secret);
    expect(harness.log.join('')).not.toMatch(/lws_[0-9a-f]{10}_[0-9a-f]/);
  });

  it('is described in the OpenAPI document', async () => {
    const { body } = await harness.api.get('/openapi.json');
    expect(Object.keys(body.components.securitySchemes)).toEqual(['bearer', 'apiKey', 'session']);
    const { security, responses } = body.paths['/api/v1/reports'].post;
    expect(security).toEqual([
      { bearer: ['trigger'] },
      { apiKey: ['trigger'] },
      { session: ['trigger'] },
      {},
    ]);
    expect(Object.keys(responses)).toEqual(expect.arrayContaining(['401', '403', '429']));
    expect(responses[403].description).toBe(
      'The request is refused (`forbidden`); The key does not allow this (`insufficient-scope`).',
    );
    expect(body.paths['/livez'].get.security).toEqual([]);
    expect(Object.keys(body.paths['/livez'].get.responses)).toEqual(['200']);
  });
});

describe('without any key', () => {
  it('this machine may do everything, and the requester is the page or a program', async () => {
    const catalogue = await openSqliteCatalogue(`${folder}/none.db`);
    const api = request(createApp({ ...harness.apiPorts, catalogue }));
    const program = await api.post('/api/v1/reports').set(bearer('ignored')).expect(202);
    const page = await api.post('/api/v1/reports').set('Sec-Fetch-Site', 'same-origin').expect(202);
    expect((await catalogue.reports.get(program.body.report_id))?.requestedBy).toBe('api');
    expect((await catalogue.reports.get(page.body.report_id))?.requestedBy).toBe('page');
    await api.get('/login?next=/docs/').expect(303).expect('Location', '/docs/');

    const { id } = await makeKey(catalogue, 'read');
    await api.get('/api/v1/reports').expect(401);
    await catalogue.keys.revoke(id, 2);
    await api.get('/api/v1/reports').expect(401);
    await request(createApp({ ...harness.apiPorts, catalogue }))
      .get('/api/v1/reports')
      .expect(401);
    await catalogue.close();
  });

  it('other machines may do nothing', async () => {
    const catalogue = await openSqliteCatalogue(`${folder}/exposed.db`);
    const app = createApp({ ...harness.apiPorts, catalogue }, { ...DEFAULT_ACCESS, isExposed: true });
    await request(app).get('/api/v1/reports').expect(401);
    await catalogue.close();
  });
});

describe('where other machines can call', () => {
  it('accepts any host name, or only the allowed ones', async () => {
    const exposed = { ...DEFAULT_ACCESS, isExposed: true };
    const any = request(createApp(harness.apiPorts, exposed));
    await any.get('/livez').set('Host', 'uptime.example:8080').expect(200);
    const some = request(createApp(harness.apiPorts, { ...exposed, allowedHosts: ['Uptime.example'] }));
    await some.get('/openapi.json').set('Host', 'uptime.example:8080').expect(200);
    await some.get('/openapi.json').set('Host', 'localhost').expect(200);
    await some.get('/openapi.json').set('Host', 'evil.example').expect(403);
    await some.get('/livez').set('Host', '10.0.0.7:8080').expect(200);
  });
});
