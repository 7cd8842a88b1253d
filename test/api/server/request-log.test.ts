import express from 'express';
import pino from 'pino';
import request from 'supertest';
import { noteCaller } from '../../../src/api/http/caller';
import { requestLog } from '../../../src/api/server/request-log';

async function loggedUrl(path: string): Promise<string> {
  const lines: string[] = [];
  const app = express();
  app.use(requestLog(pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) })));
  app.use((_req, res) => void res.end());
  await request(app).get(path).expect(200);
  return JSON.parse(lines[0] ?? '').req.url;
}

it('the logged address hides secrets and keeps the rest', async () => {
  expect(await loggedUrl('/a?limit=3&api_key=one&Token=two#x')).toBe(
    '/a?limit=3&api_key=[hidden]&Token=[hidden]',
  );
  expect(await loggedUrl('/a?key&b=key')).toBe('/a?key&b=key');
});

it('who asks is in the log: the id of the key, and the address', async () => {
  const lines: string[] = [];
  const app = express();
  app.use(requestLog(pino({ level: 'info' }, { write: (line: string) => void lines.push(line) })));
  app.use((req, res) => {
    noteCaller(req, { keyId: 'ab12', name: 'Ann', scope: 'read', by: 'key' });
    res.status(req.path === '/refused' ? 403 : 200).end();
  });
  await request(app).post('/done').expect(200);
  await request(app).get('/refused').expect(403);
  for (const line of lines)
    expect(JSON.parse(line)).toMatchObject({
      key: 'ab12',
      by: 'key',
      address: expect.stringContaining('127.0.0.1'),
    });
  expect(lines).toHaveLength(2);
});

it('a hostile address is logged fast', async () => {
  const path = `/x${'?key'.repeat(3_900)}`;
  expect(await loggedUrl(path)).toBe(path);
});

it('a service that is not ready yet is no fault in the log', async () => {
  const lines: string[] = [];
  const app = express();
  app.use(requestLog(pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) })));
  app.use((_req, res) => void res.status(503).end());
  await request(app).get('/readyz').expect(503);
  await request(app).get('/livez?x=1').expect(503);
  expect(lines).toEqual([]);
  await request(app).get('/readyzz').expect(503);
  expect(lines).toHaveLength(1);
});
