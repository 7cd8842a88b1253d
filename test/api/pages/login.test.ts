import request from 'supertest';
import { DEFAULT_ACCESS } from '../../../src/api/access/access-settings';
import { createApp } from '../../../src/api/server/app';
import { type ApiUnderTest, startApi } from '../api-under-test';
import { makeKey, unknownKey } from '../key-under-test';

const OWN_PAGE = { Host: 'localhost:8080', Origin: 'http://localhost:8080', 'Sec-Fetch-Site': 'same-origin' };
const BROWSER = { Accept: 'text/html,*/*;q=0.8' };

let harness: ApiUnderTest;
let key: Awaited<ReturnType<typeof makeKey>>;

beforeAll(async () => {
  harness = await startApi();
  key = await makeKey(harness.apiPorts.catalogue, 'trigger', { name: 'Ada <owner>' });
});

afterAll(() => harness.stop());

/** @returns the cookie as the browser sends it back */
async function signIn(text: string, api = harness.api): Promise<string> {
  const { headers } = await api.post('/login').type('form').send({ key: text }).expect(303);
  return String(headers['set-cookie']).split(';')[0] ?? '';
}

describe('a person without a session', () => {
  it('is sent to the form, then back to the requested page', async () => {
    const { headers } = await harness.api.get('/get_report?report_id=x&y=1').set(BROWSER).expect(303);
    expect(headers.location).toBe(`/login?next=${encodeURIComponent('/get_report?report_id=x&y=1')}`);
    const { text } = await harness.api.get(headers.location ?? '').expect(200);
    expect(text).toContain('name="next" value="/get_report?report_id=x&amp;y=1"');
    expect(text).toContain('<form method="post" action="/login">');
    expect(text).not.toContain('Sign out');
    const form = { key: key.text, next: '/get_report?report_id=x&y=1' };
    await harness.api.post('/login').type('form').send(form).expect('Location', form.next);
  });

  it('is not redirected by the API', async () => {
    await harness.api.get('/api/v1/reports').set(BROWSER).expect(401);
    await harness.api.get('/').set('Accept', '*/*').expect(401);
  });

  it.each([
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example/',
    '\\\\evil.example',
    '/\t/evil.example',
    '/..//evil.example',
    'javascript:alert(1)',
    'http:evil.example',
    '',
    ' //evil.example',
  ])('is never sent to another site: %j', async (next) => {
    const { headers } = await harness.api
      .post('/login')
      .type('form')
      .send({ key: key.text, next })
      .expect(303);
    expect(headers.location).toBe('/');
    const form = await harness.api.get('/login').query({ next }).expect(200);
    expect(form.text).toContain('name="next" value="/"');
  });

  it('is told that a key is wrong', async () => {
    const page = await harness.api
      .post('/login')
      .set(BROWSER)
      .type('form')
      .send({ key: unknownKey() })
      .expect(401);
    expect(page.text).toContain('This API key does not exist');
    expect(page.headers['set-cookie']).toBeUndefined();
    const { body } = await harness.api.post('/login').type('form').send({ key: 'x' }).expect(401);
    expect(body.type).toBe('/problems/unauthorized');
    await harness.api.post('/login').type('form').send({}).expect(400);
    await harness.api.post('/login').send({ key: key.text }).expect(415);
  });

  it('is not signed in by the page of another site', async () => {
    const foreign = { Origin: 'http://elsewhere.example' };
    await harness.api.post('/login').set(foreign).type('form').send({ key: key.text }).expect(403);
  });
});

describe('a session', () => {
  it('has a strict cookie, which is Secure over https', async () => {
    const { headers } = await harness.api.post('/login').type('form').send({ key: key.text }).expect(303);
    const cookie = String(headers['set-cookie']);
    expect(cookie).toMatch(/^loopwatch_session=lws_[0-9a-f]{10}_[0-9a-f]{64}; /);
    expect(cookie.split('; ').slice(1)).toEqual(
      expect.arrayContaining(['HttpOnly', 'SameSite=Strict', 'Path=/', 'Max-Age=43200']),
    );
    expect(cookie).not.toContain('Secure');
    const behindProxy = createApp(harness.apiPorts, { ...DEFAULT_ACCESS, trustedProxies: ['loopback'] });
    const proxied = await request(behindProxy)
      .post('/login')
      .set({ 'X-Forwarded-Proto': 'https', Host: 'localhost', Origin: 'https://localhost' })
      .type('form')
      .send({ key: key.text })
      .expect(303);
    expect(String(proxied.headers['set-cookie'])).toContain('; Secure');
  });

  it('may do what its key may, and its pages show how to sign out', async () => {
    const Cookie = await signIn(key.text);
    const { text } = await harness.api
      .get('/')
      .set({ Cookie, ...BROWSER })
      .expect(200);
    expect(text).toContain('action="/logout"');
    expect(text).toContain('Signed in as Ada &lt;owner&gt;');
    const { body } = await harness.api
      .post('/api/v1/reports')
      .set({ Cookie, ...OWN_PAGE })
      .expect(202);
    expect((await harness.apiPorts.catalogue.reports.get(body.report_id))?.requestedBy).toBe('Ada <owner>');
    const page = await harness.api
      .get('/get_report')
      .query({ report_id: body.report_id })
      .set({ Cookie, ...BROWSER });
    expect(page.text).toContain('Sign out');
    await harness.api
      .post('/api/v1/ingestions')
      .set({ Cookie, ...OWN_PAGE })
      .expect(403);
  });

  it('changes nothing for a page of another site', async () => {
    const Cookie = await signIn(key.text);
    for (const foreign of [{ Origin: 'http://elsewhere.example' }, { 'Sec-Fetch-Site': 'cross-site' }]) {
      await harness.api
        .post('/api/v1/reports')
        .set({ Cookie, ...foreign })
        .expect(403);
      await harness.api
        .get('/trigger_report')
        .set({ Cookie, ...foreign })
        .expect(403);
      await harness.api
        .post('/logout')
        .set({ Cookie, ...foreign })
        .expect(403);
    }
    await harness.api.get('/api/v1/reports').set({ Cookie }).expect(200);
  });

  it('changes nothing with a cookie alone: an old browser does not say whose page asks', async () => {
    const Cookie = await signIn(key.text);
    const { body } = await harness.api.get('/trigger_report').set({ Cookie }).expect(403);
    expect(body.detail).toContain('must say where it comes from');
    const from = (Referer: string) =>
      harness.api.get('/trigger_report').set({ Cookie, Referer, Host: 'localhost' });
    await from('http://localhost.evil.example/').expect(403);
    await harness.api.get('/trigger_report').set({ Cookie, 'Sec-Fetch-Site': 'none' }).expect(200);
    // What browsers send over plain http to another host name.
    await from('http://localhost/').expect(200);
  });

  it.each([
    '/trigger_report',
    '/TRIGGER_REPORT',
    '/Trigger_Report/',
    '/trigger%5freport',
    '/%54rigger_report',
    '/trigger_report?x=1',
  ])('starts no report by signing in with next=%s', async (next) => {
    const form = { key: key.text, next };
    await harness.api.post('/login').type('form').send(form).expect('Location', '/');
  });

  it('ends when the person signs out', async () => {
    const [Cookie, other] = [await signIn(key.text), await signIn(key.text)];
    const { headers } = await harness.api
      .post('/logout')
      .set({ Cookie, ...OWN_PAGE })
      .expect(303);
    expect(headers.location).toBe('/login');
    expect(String(headers['set-cookie'])).toMatch(/^loopwatch_session=; .*Expires=Thu, 01 Jan 1970/);
    await harness.api.get('/api/v1/reports').set({ Cookie }).expect(401);
    await harness.api.get('/api/v1/reports').set({ Cookie: other }).expect(200);
    await harness.api.post('/logout').expect(303);
  });

  it('ends after twelve hours', async () => {
    let now = 1_000_000_000_000;
    const api = request(createApp({ ...harness.apiPorts, clock: () => now }));
    const Cookie = await signIn(key.text, api);
    now += 12 * 3_600_000_000 - 1;
    await api.get('/api/v1/reports').set({ Cookie }).expect(200);
    now += 1;
    await api.get('/api/v1/reports').set({ Cookie }).expect(401);
    await api
      .get('/')
      .set({ Cookie, ...BROWSER })
      .expect(303);
  });

  it('ends when its key is revoked', async () => {
    const { catalogue } = harness.apiPorts;
    const brief = await makeKey(catalogue, 'read');
    const Cookie = await signIn(brief.text);
    await harness.api.get('/api/v1/reports').set({ Cookie }).expect(200);
    await catalogue.keys.revoke(brief.id, 2);
    await harness.api.get('/api/v1/reports').set({ Cookie }).expect(401);
    await harness.api.post('/login').type('form').send({ key: brief.text }).expect(401);
  });

  it('cannot be forged', async () => {
    const Cookie = await signIn(key.text);
    const forged = `${Cookie.slice(0, -1)}${Cookie.endsWith('0') ? '1' : '0'}`;
    await harness.api.get('/api/v1/reports').set({ Cookie: forged }).expect(401);
    await harness.api
      .get('/api/v1/reports')
      .set('Authorization', `Bearer ${Cookie.split('=')[1]}`)
      .expect(401);
  });
});
