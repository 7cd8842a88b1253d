import SwaggerParser from '@apidevtools/swagger-parser';
import { type ApiUnderTest, startApi } from '../api-under-test';

const ROUTES = [
  'get /trigger_report',
  'get /get_report',
  'post /get_report',
  'get /api/v1/reports',
  'post /api/v1/reports',
  'get /api/v1/reports/{id}',
  'delete /api/v1/reports/{id}',
  'get /api/v1/reports/{id}/events',
  'get /api/v1/reports/{id}/report.csv',
  'get /api/v1/reports/{id}/report.json',
  'get /api/v1/reports/{id}/report.pdf',
  'get /api/v1/reports/{id}/summary',
  'get /api/v1/reports/{id}/stores',
  'get /api/v1/reports/{id}/stores/{store_id}',
  'get /api/v1/reports/{id}/compare/{other_id}',
  'post /api/v1/reports/{id}/previous-week',
  'get /api/v1/stores',
  'get /api/v1/stores/{id}/timeline',
  'get /api/v1/ingestions',
  'post /api/v1/ingestions',
  'get /api/v1/ingestions/{id}',
  'get /api/v1/inputs',
  'get /api/v1/inputs/{kind}/kept',
  'post /api/v1/inputs/{kind}/accept',
  'post /api/v1/inputs/{kind}/accept-losses',
  'get /api/v1/quarantine',
  'get /api/v1/quarantine.csv',
  'get /api/v1/freshness',
  'get /api/v1/schedule',
  'post /api/v1/schedule/pause',
  'post /api/v1/schedule/resume',
  'get /api/v1/standing-reports',
  'post /api/v1/standing-reports',
  'get /api/v1/standing-reports/{id}',
  'delete /api/v1/standing-reports/{id}',
  'post /api/v1/standing-reports/{id}/pause',
  'post /api/v1/standing-reports/{id}/resume',
  'post /api/v1/standing-reports/{id}/run',
  'get /api/v1/webhooks',
  'post /api/v1/webhooks',
  'get /api/v1/webhooks/{id}',
  'delete /api/v1/webhooks/{id}',
  'post /api/v1/webhooks/{id}/rotate',
  'get /problems/{type}',
  'get /livez',
  'get /readyz',
  'get /metrics',
];

let harness: ApiUnderTest;

beforeAll(async () => {
  harness = await startApi();
});

afterAll(() => harness.stop());

describe('the OpenAPI document', () => {
  it('is valid and describes each route', async () => {
    const { body } = await harness.api.get('/openapi.json').expect(200);
    expect(body.openapi).toBe('3.1.0');
    const routes = Object.entries<object>(body.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    expect(routes.sort()).toEqual([...ROUTES].sort());
    await expect(SwaggerParser.validate(structuredClone(body))).resolves.toBeDefined();
  });

  it('describes exactly the methods of each address', async () => {
    const { body } = await harness.api.get('/openapi.json');
    for (const [path, methods] of Object.entries<object>(body.paths)) {
      const { headers } = await harness.api
        .options(path.replace('{id}', 'x').replace('{type}', 'x'))
        .expect(204);
      const taken = String(headers.allow).toLowerCase().split(', ');
      expect(taken.filter((method) => method !== 'head').sort()).toEqual(Object.keys(methods).sort());
    }
  });

  it('describes the fields of a report request', async () => {
    const { body } = await harness.api.get('/openapi.json');
    const { schema } = body.paths['/api/v1/reports'].post.requestBody.content['application/json'];
    expect(schema).toMatchObject({ additionalProperties: false });
    expect(Object.keys(schema.properties).sort()).toEqual([
      'as_of',
      'extended',
      'formats',
      'full_table',
      'hold',
      'method',
      'notify',
      'raw_csv',
      'stores',
    ]);
    expect(schema.required).toBeUndefined();
  });

  it('can be read as a page', async () => {
    const { text } = await harness.api.get('/docs/').expect(200);
    expect(text).toContain('Loopwatch API');
    const script = await harness.api.get('/docs/swagger-ui-init.js').expect(200);
    expect(script.text).toContain('/api/v1/reports/{id}/report.pdf');
    await harness.api.get('/docs/swagger-ui-bundle.js').expect(200);
  });
});

describe('the home page', () => {
  it('has labelled fields for as-of, method and stores', async () => {
    const { text, type } = await harness.api.get('/').expect(200);
    expect(type).toBe('text/html');
    for (const field of ['as-of', 'method', 'stores']) {
      expect(text).toContain(`for="${field}"`);
      expect(text).toContain(`id="${field}"`);
    }
    expect(text).toContain('href="http://127.0.0.1:8233"');
    expect(text).toContain('href="/docs/"');
  });

  it('has and allows no inline script or style, and finds its files', async () => {
    const { text, headers } = await harness.api.get('/');
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    expect(text).not.toMatch(/<style|style=|<script(?![^>]*src=)|\son\w+=/);
    const files = [...text.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, file]) => String(file));
    expect(files).toEqual(expect.arrayContaining(['/assets/app.css', '/assets/home.js', '/assets/icon.svg']));
    for (const file of files) await harness.api.get(file).expect(200);
  });
});

describe('the check of host and origin', () => {
  it.each(['localhost', 'localhost:8080', '127.0.0.1:9', '[::1]:8080', 'LOCALHOST'])(
    'accepts the host %s',
    async (host) => {
      await harness.api.get('/livez').set('Host', host).expect(200);
    },
  );

  it.each(['evil.example', '127.0.0.1.evil.example', 'localhost.evil.example:80', '10.0.0.7'])(
    'refuses the host %s',
    async (host) => {
      const { body } = await harness.api.get('/openapi.json').set('Host', host).expect(403);
      expect(body.type).toBe('/problems/forbidden');
    },
  );

  it.each([
    ['Origin', 'http://evil.example'],
    ['Origin', 'http://localhost:1'],
    ['Origin', 'null'],
    ['Sec-Fetch-Site', 'cross-site'],
    ['Sec-Fetch-Site', 'same-site'],
  ])('refuses changes from a page of another site (%s: %s)', async (header, value) => {
    await harness.api.post('/api/v1/reports').set(header, value).expect(403);
    await harness.api.post('/get_report').set(header, value).expect(403);
    await harness.api.delete('/api/v1/reports/x').set(header, value).expect(403);
    const { body } = await harness.api.get('/api/v1/reports').set(header, value).expect(200);
    expect(body.reports).toEqual([]);
  });

  it('accepts changes from its own page', async () => {
    const { body } = await harness.api
      .post('/api/v1/reports')
      .set({ Host: 'localhost:8080', Origin: 'http://localhost:8080', 'Sec-Fetch-Site': 'same-origin' })
      .expect(202);
    expect(body.state).toBe('Running');
  });
});

describe('a request that fails', () => {
  it('is a problem document', async () => {
    const { type, body, headers } = await harness.api.get('/nothing').expect(404);
    expect(type).toBe('application/problem+json');
    expect(body).toEqual({
      type: '/problems/not-found',
      title: 'Not found',
      status: 404,
      detail: 'There is nothing at /nothing. GET /openapi.json lists every address.',
    });
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['x-powered-by']).toBeUndefined();
  });

  it('is a page for a browser, but not under /api', async () => {
    const page = await harness.api.get('/nothing').set('Accept', 'text/html').expect(404);
    expect(page.type).toBe('text/html');
    const api = await harness.api.get('/api/v1/nothing').set('Accept', 'text/html').expect(404);
    expect(api.type).toBe('application/problem+json');
  });

  it.each([
    ['put', '/api/v1/reports', 'POST, GET, HEAD'],
    ['post', '/api/v1/reports/x', 'GET, HEAD, DELETE'],
    ['delete', '/get_report', 'GET, HEAD, POST'],
    ['post', '/trigger_report', 'GET'],
    ['patch', '/livez', 'GET, HEAD'],
    ['post', '/', 'GET, HEAD'],
  ] as const)('lists the allowed methods: %s %s', async (method, path, allow) => {
    const { headers, body } = await harness.api[method](path).expect(405);
    expect(headers.allow).toBe(allow);
    expect(body.type).toBe('/problems/method-not-allowed');
  });

  it('is a 400 for a malformed address', async () => {
    const { body } = await harness.api.get('/api/v1/reports/%E0%A4%A').expect(400);
    expect(body.type).toBe('/problems/invalid-input');
  });

  it('has a type whose address explains it', async () => {
    await harness.api
      .get('/problems/not-ready')
      .expect(200, { type: '/problems/not-ready', title: 'The report is not ready yet', status: 409 });
    const page = await harness.api.get('/problems/not-ready').set('Accept', 'text/html').expect(200);
    expect(page.text).toContain('The report is not ready yet');
    await harness.api.get('/problems/constructor').expect(404);
  });
});

describe('the other routes', () => {
  it('answer that the process is alive', async () => {
    await harness.api.get('/livez').expect(200, { status: 'live' });
  });

  it('list no ingestions at first', async () => {
    await harness.api.get('/api/v1/ingestions').expect(200, { ingestions: [], next_cursor: null });
  });

  it('log each request under the id that the caller sees, without its content', async () => {
    const { headers } = await harness.api
      .post('/api/v1/reports')
      .set({ Authorization: 'Bearer secret-1', Cookie: 'secret-2' })
      .send({ secret: 'secret-3' });
    const line = harness.log.find((each) => each.includes(String(headers['x-request-id'])));
    expect(JSON.parse(String(line))).toMatchObject({ req: { method: 'POST', url: '/api/v1/reports' } });
    expect(harness.log.join('')).not.toContain('secret-');
  });
});
