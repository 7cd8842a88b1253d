import { randomUUID } from 'node:crypto';
import express from 'express';
import { toCaller } from '../../../src/api/access/credentials';
import { noteCaller } from '../../../src/api/http/caller';
import { type Guard, mountOperations } from '../../../src/api/http/operation';
import { reportEvents } from '../../../src/api/reports/report-events';
import { ReportWatch } from '../../../src/api/reports/report-watch';
import { createApp } from '../../../src/api/server/app';
import { type ApiServer, listen } from '../../../src/api/server/listen';
import { sendProblem } from '../../../src/api/server/send-problem';
import { reportWorkflowId } from '../../../src/contract/names';
import { openEvents } from '../../support/read-events';
import { WORKED_EXAMPLE } from '../../support/service';
import { type ApiUnderTest, startApi } from '../api-under-test';
import { makeKey } from '../key-under-test';

let harness: ApiUnderTest;
let server: ApiServer;
const ANYWHERE = { host: '127.0.0.1', port: 0 };

beforeAll(async () => {
  harness = await startApi(WORKED_EXAMPLE);
  await harness.startWorker();
  await harness.ingest();
  server = await listen(harness.app, ANYWHERE);
});

afterEach(() => harness.release());
afterAll(async () => {
  await harness.stop();
  await server.close();
});

const eventsOf = (id: string, headers?: Record<string, string>, url = server.url) =>
  openEvents(`${url}/api/v1/reports/${id}/events`, headers);

describe('the events of a report', () => {
  it('send each step once, then the end, and close', async () => {
    const reached = harness.hold();
    const id = await harness.start();
    await reached;
    const stream = await eventsOf(id, { 'Accept-Encoding': 'gzip' });
    expect(stream.status).toBe(200);
    expect(stream.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(stream.headers.get('cache-control')).toContain('no-store');
    expect(stream.headers.get('x-accel-buffering')).toBe('no');
    expect(await stream.nextOther()).toBe('retry: 2000');
    const first = await stream.next();
    expect(first).toMatchObject({
      event: 'progress',
      data: { report_id: id, state: 'Running', stage: 'aggregate', fraction: 0.6, store_count: 1 },
    });
    harness.release();
    const rest = await stream.rest();
    const ids = [first, ...rest].map((each) => each?.id ?? Number.NaN);
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
    const end = rest.at(-1);
    expect(end).toMatchObject({ event: 'completed', data: { state: 'Completed', fraction: 1 } });
    const { body } = await harness.api.get(`/api/v1/reports/${id}`).expect(200);
    const { options: _, pins: __, ...summary } = body;
    expect(end?.data).toEqual(summary);
  });

  it('continue after the last event seen', async () => {
    const reached = harness.hold();
    const id = await harness.start();
    await reached;
    const before = await eventsOf(id);
    const seen = await before.next();
    before.leave();
    const after = await eventsOf(id, { 'Last-Event-ID': String(seen?.id) });
    await after.nextOther();
    harness.release();
    expect(await after.next()).toMatchObject({ id: expect.any(Number) });
    const again = await eventsOf(id, { 'Last-Event-ID': String(seen?.id) });
    const all = await again.rest();
    expect(all.map((each) => each.id)).not.toContain(seen?.id);
    expect(all.at(-1)).toMatchObject({ event: 'completed' });
  });

  it('of a finished report are only its end, and tell the client not to reconnect', async () => {
    const id = await harness.start();
    await harness.untilClosed(id);
    const stream = await eventsOf(id, { 'Last-Event-ID': 'no number' });
    const events = await stream.rest();
    expect(events.map((each) => each.event)).toEqual(['completed']);
    const again = await eventsOf(id, { 'Last-Event-ID': String(events[0]?.id) });
    expect(again.status).toBe(204);
  });

  it('end with failed or cancelled', async () => {
    const begun = harness.hold();
    const failing = await harness.start();
    await begun;
    const watched = await eventsOf(failing);
    await harness.server.client.workflow.getHandle(reportWorkflowId(failing)).terminate('by hand');
    harness.release();
    const failed = await watched.rest();
    expect(failed.at(-1)).toMatchObject({
      event: 'failed',
      data: { state: 'Failed', message: expect.any(String) },
    });
    const reached = harness.hold();
    const stopped = await harness.start();
    await reached;
    const stream = await eventsOf(stopped);
    await harness.api.delete(`/api/v1/reports/${stopped}`).expect(202);
    harness.release();
    expect((await stream.rest()).at(-1)).toMatchObject({ event: 'cancelled' });
  });

  it('of an unknown report are not found', async () => {
    const id = randomUUID();
    const { body } = await harness.api.get(`/api/v1/reports/${id}/events`).expect(404);
    expect(body).toMatchObject({ type: '/problems/not-found' });
    await harness.api.get('/api/v1/reports/nonsense/events').expect(400);
    await harness.api.post(`/api/v1/reports/${id}/events`).expect(405);
  });

  it('cost one read from Temporal for all watchers', async () => {
    const reached = harness.hold();
    const id = await harness.start();
    await reached;
    let asked = 0;
    const workflow = Object.create(harness.apiPorts.client.workflow, {
      getHandle: {
        value: (workflowId: string) => {
          asked++;
          return harness.apiPorts.client.workflow.getHandle(workflowId);
        },
      },
    });
    const client = Object.create(harness.apiPorts.client, { workflow: { value: workflow } });
    const counted = await listen(createApp({ ...harness.apiPorts, client }), ANYWHERE);
    const streams = await Promise.all(Array.from({ length: 40 }, () => eventsOf(id, {}, counted.url)));
    await Promise.all(streams.map((stream) => stream.next()));
    // One read is a description and a query: unshared, there would be 80.
    expect(asked).toBeLessThan(40);
    harness.release();
    const ends = await Promise.all(streams.map((stream) => stream.rest()));
    expect(ends.map((events) => events.at(-1)?.event)).toEqual(streams.map(() => 'completed'));
    await counted.close();
  });
});

async function serveEvents(limits: Parameters<typeof reportEvents>[2], guard: Guard = () => []) {
  const stopping = new AbortController();
  const ports = { ...harness.apiPorts, stopping: stopping.signal };
  const app = express();
  mountOperations(app, [reportEvents(ports, new ReportWatch(ports), limits)], {
    guard,
    readBody: [],
  });
  app.use(sendProblem(ports));
  const served = await listen(app, ANYWHERE);
  return { ...served, stopping };
}

describe('the streams of events', () => {
  it('are pinged, limited in number, and freed when a client leaves', async () => {
    const reached = harness.hold();
    const id = await harness.start();
    await reached;
    const served = await serveEvents({ maxStreams: 1, pingMillis: 5 });
    const first = await eventsOf(id, {}, served.url);
    expect(await first.nextOther()).toBe('retry: 2000');
    expect(await first.nextOther()).toBe(': ping');
    const refused = await fetch(`${served.url}/api/v1/reports/${id}/events`);
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toBe('5');
    expect(await refused.json()).toMatchObject({ type: '/problems/too-many-streams' });
    first.leave();
    let second = await eventsOf(id, {}, served.url);
    while (second.status === 503) second = await eventsOf(id, {}, served.url);
    expect(await second.next()).toMatchObject({ event: 'progress' });
    served.stopping.abort();
    expect(await second.next()).toBeNull();
    await served.close();
  });
});

describe('a wait for the end of a report', () => {
  it('is answered as soon as the report has ended', async () => {
    const reached = harness.hold();
    const id = await harness.start();
    await reached;
    const waiting = harness.api.get(`/api/v1/reports/${id}?wait=60s`).expect(200);
    const answer = waiting.then(({ body }) => body);
    harness.release();
    expect(await answer).toMatchObject({ state: 'Completed' });
  });

  it('is answered with the current status when the time is up', async () => {
    const reached = harness.hold();
    const id = await harness.start();
    await reached;
    const { body } = await harness.api.get(`/api/v1/reports/${id}?wait=1`).expect(200);
    expect(body).toMatchObject({ state: 'Running', stage: 'aggregate' });
  });

  it.each(['0s', '61s', '-1', '1m', '', '1.5s'])('of %p is refused', async (wait) => {
    const { body } = await harness.api.get(`/api/v1/reports/${randomUUID()}?wait=${wait}`).expect(400);
    expect(body.errors).toEqual([{ field: 'wait', fault: 'must be 1 to 60 seconds, for example 30s' }]);
  });
});

describe('the time left', () => {
  it('is known once a similar report has completed', async () => {
    const fresh = await startApi(WORKED_EXAMPLE);
    try {
      const early = await fresh.start({ formats: ['csv'] });
      const { body: unknown } = await fresh.api.get(`/api/v1/reports/${early}`).expect(200);
      expect(unknown.seconds_left).toBeNull();
      await fresh.startWorker();
      await fresh.ingest();
      await fresh.untilClosed(await fresh.start({ formats: ['csv'] }));
      const reached = fresh.hold();
      const like = await fresh.start({ formats: ['csv'] });
      const unlike = await fresh.start({ formats: ['pdf'] });
      await reached;
      const { body } = await fresh.api.get(`/api/v1/reports/${like}`).expect(200);
      expect(body).toMatchObject({ state: 'Running', seconds_left: expect.any(Number) });
      const other = await fresh.api.get(`/api/v1/reports/${unlike}`).expect(200);
      expect(other.body.seconds_left).toBeNull();
    } finally {
      await fresh.stop();
    }
  });
});

/** The last, because from its first key on all requests need one. */
describe('the streams of a key', () => {
  it('are a share of all, and end when it is revoked', async () => {
    const reached = harness.hold();
    const id = await harness.start();
    await reached;
    const { catalogue, clock } = harness.apiPorts;
    const [key, other] = [await makeKey(catalogue, 'read'), await makeKey(catalogue, 'read')];
    const guard: Guard = () => [
      (req, _res, next) => {
        noteCaller(req, toCaller(req.get('X-Which') === 'other' ? other : key, 'key'));
        next();
      },
    ];
    const served = await serveEvents({ maxStreams: 4, pingMillis: 5 }, guard);
    const stream = await eventsOf(id, {}, served.url);
    expect(stream.status).toBe(200);
    const refused = await fetch(`${served.url}/api/v1/reports/${id}/events`);
    expect(await refused.json()).toMatchObject({
      detail: expect.stringContaining('1 event streams of this key'),
    });
    const ofOther = await eventsOf(id, { 'X-Which': 'other' }, served.url);
    expect(ofOther.status).toBe(200);
    await catalogue.keys.revoke(key.id, clock());
    expect((await stream.rest()).map(({ event }) => event)).toEqual(['progress']);
    harness.release();
    expect((await ofOther.rest()).at(-1)).toMatchObject({ event: 'completed' });
    await served.close();
  });
});
