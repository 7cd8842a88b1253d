import { ApplicationFailure } from '@temporalio/common';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { Webhook as Verifier } from 'standardwebhooks';
import request from 'supertest';
import { createActivities } from '../../../src/activities/index';
import { createApp } from '../../../src/api/server/app';
import { reportWorkflowId } from '../../../src/contract/names';
import { startWebhookReceiver, type WebhookReceiver } from '../../support/peers/webhook-receiver';
import { WORKED_EXAMPLE } from '../../support/service';
import { type ApiUnderTest, startApi } from '../api-under-test';

const PATH = '/api/v1/webhooks';
const UNKNOWN = '00000000-0000-4000-8000-000000000000';
let harness: ApiUnderTest;
let receiver: WebhookReceiver;
let failing = false;

beforeAll(async () => {
  receiver = await startWebhookReceiver();
  const publicUrl = 'https://uptime.example';
  harness = await startApi(WORKED_EXAMPLE, { mail: null, allowPrivateWebhooks: true, publicUrl });
  const { render } = createActivities(harness.service.ports);
  await harness.startWorker({
    render: async (file) => {
      if (!failing) return render(file);
      throw ApplicationFailure.nonRetryable('The disk is on fire.', 'STORAGE_DAMAGED');
    },
  });
  await harness.ingest();
});
afterAll(async () => {
  await harness.stop();
  await receiver.close();
});
afterEach(async () => {
  harness.release();
  for (const { id } of await harness.service.ports.catalogue.webhooks.all())
    await harness.service.ports.catalogue.webhooks.remove(id);
});

async function register(path: string, events?: readonly string[]) {
  const { body } = await harness.api
    .post(PATH)
    .send({ url: `${receiver.url}${path}`, events })
    .expect(201);
  return body;
}

async function reportIsTold(body: object = {}): Promise<string> {
  const id = await harness.start(body);
  await harness.untilClosed(id);
  return id;
}

const nextMessage = () => new Promise((resolve) => setImmediate(resolve));
const sentTo = (path: string) => receiver.received.filter((each) => each.path === path);
const textHeaders = (path: string) =>
  sentTo(path).map(({ headers, body }) => ({ headers: JSON.parse(JSON.stringify(headers)), body }));

async function currentDetails(id: string): Promise<string> {
  const handle = harness.server.client.workflow.getHandle(reportWorkflowId(id));
  return (
    (await handle.query<{ currentDetails?: string }>('__temporal_workflow_metadata')).currentDetails ?? ''
  );
}

describe('the webhooks', () => {
  it('are registered, shown without their secret, and removed', async () => {
    const { headers, body } = await harness.api
      .post(PATH)
      .send({ url: 'https://receiver.example/hook' })
      .expect(201);
    expect(headers.location).toBe(`${PATH}/${body.id}`);
    expect(headers['cache-control']).toBe('no-store');
    expect(body.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const { secret: _, ...shown } = body;
    expect(shown).toMatchObject({
      url: 'https://receiver.example/hook',
      events: ['report.completed', 'report.failed'],
      disabled_at: null,
      previous_secret_until: null,
    });
    await harness.api.get(`${PATH}/${body.id}`).expect(200, shown);
    await harness.api.get(PATH).expect(200, { webhooks: [shown] });
    await harness.api.delete(`${PATH}/${body.id}`).expect(204);
    await harness.api.get(`${PATH}/${body.id}`).expect(404);
    await harness.api.delete(`${PATH}/${body.id}`).expect(404);
    expect(harness.log.join('')).not.toContain('whsec_');
  });

  it.each([
    [{}, 'url', 'must be given'],
    [{ url: 'receiver' }, 'url', 'must be an address, for example https://receiver.example/loopwatch'],
    [{ url: 'ftp://receiver.example' }, 'url', 'must be an http or https address'],
    [{ url: 'https://ann:secret@receiver.example' }, 'url', 'must not hold a user name or a password'],
    [{ url: 'https://x.example', events: [] }, 'events', 'must have at least 1 entries'],
    [
      { url: 'https://x.example', events: ['all'] },
      'events.0',
      'must be one of report.completed, report.failed',
    ],
    [{ url: 'https://x.example', secret: 'mine' }, 'secret', 'is not a known field'],
  ])('are refused as invalid: %j', async (sent, field, fault) => {
    const { body } = await harness.api.post(PATH).send(sent).expect(400);
    expect(body.errors).toEqual([{ field, fault }]);
  });

  it('must use TLS unless private addresses are allowed', async () => {
    const notices = { ...harness.apiPorts.notices, allowPrivateWebhooks: false };
    const strict = request(createApp({ ...harness.apiPorts, notices }));
    const { body } = await strict.post(PATH).send({ url: 'http://receiver.example' }).expect(400);
    expect(body.errors).toEqual([{ field: 'url', fault: 'must be an https address' }]);
    expect(body.detail).toContain('LOOPWATCH_WEBHOOK_ALLOW_PRIVATE=true');
    const ftp = await strict.post(PATH).send({ url: 'ftp://receiver.example' }).expect(400);
    expect(ftp.body.detail).toBe('url must be an https address.');
  });

  it('are at most twenty', async () => {
    for (let count = 0; count < 20; count++) await register('/many');
    const { body } = await harness.api.post(PATH).send({ url: 'https://one.too.many.example' }).expect(409);
    expect(body.detail).toContain('There are already 20 webhooks');
  });

  it('are not found by another id', async () => {
    await harness.api.get(`${PATH}/${UNKNOWN}`).expect(404);
    await harness.api.post(`${PATH}/${UNKNOWN}/rotate`).expect(404);
    await harness.api.get(`${PATH}/x`).expect(400);
  });
});

describe("the notice of a report's end", () => {
  it('is signed, links to this service, and leaves no secret in the history', async () => {
    const { secret } = await register('/told');
    const id = await reportIsTold();
    const [message, ...more] = textHeaders('/told');
    expect(more).toEqual([]);
    expect(new Verifier(secret).verify(message?.body ?? '', message?.headers)).toMatchObject({
      type: 'report.completed',
      data: {
        report_id: id,
        state: 'Completed',
        as_of: '2023-01-23T16:00:00Z',
        store_count: 1,
        links: { csv: `https://uptime.example/api/v1/reports/${id}/report.csv` },
      },
    });
    const history = await harness.server.client.workflow.getHandle(reportWorkflowId(id)).fetchHistory();
    const text = historyToJSON(history).replace(/"data": "([^"]*)"/g, (_all, data: string) =>
      Buffer.from(data, 'base64').toString(),
    );
    expect(text).toContain('"kind":"webhook"');
    expect(text).not.toContain(secret);
    expect(text).not.toContain(receiver.url);
    expect(await currentDetails(id)).toContain('delivered');
  });

  it('is one message, even after several attempts', async () => {
    const { secret } = await register('/flaky');
    receiver.answer('/flaky', { status: 503, headers: { 'Retry-After': '1' } }, { status: 200 });
    await reportIsTold();
    const messages = textHeaders('/flaky');
    expect(messages).toHaveLength(2);
    expect(messages[0]?.headers['webhook-id']).toBe(messages[1]?.headers['webhook-id']);
    expect(messages[0]?.body).toBe(messages[1]?.body);
    for (const { headers, body } of messages) new Verifier(secret).verify(body, headers);
  });

  it('is sent for a failure, and only to webhooks for that event', async () => {
    await register('/failures', ['report.failed']);
    await register('/successes', ['report.completed']);
    failing = true;
    const id = await reportIsTold();
    failing = false;
    expect(sentTo('/successes')).toEqual([]);
    expect(sentTo('/failures').map(({ body }) => JSON.parse(body))).toEqual([
      {
        type: 'report.failed',
        timestamp: expect.any(String),
        data: expect.objectContaining({
          report_id: id,
          state: 'Failed',
          message: 'The disk is on fire.',
          links: expect.objectContaining({ csv: null, pdf: null }),
        }),
      },
    ]);
  });

  it('is not sent for a cancelled report', async () => {
    await register('/cancelled');
    const reached = harness.hold();
    const id = await harness.start();
    await reached;
    await harness.api.delete(`/api/v1/reports/${id}`).expect(202);
    await harness.untilClosed(id);
    expect((await harness.api.get(`/api/v1/reports/${id}`)).body.state).toBe('Cancelled');
    expect(sentTo('/cancelled')).toEqual([]);
  });

  it('reaches the other webhooks while one is down, without holding up the report', async () => {
    const { id: webhookId } = await register('/down');
    await register('/well');
    receiver.answer('/down', { status: 500 });
    const id = await harness.start();
    while (sentTo('/well').length === 0 || sentTo('/down').length === 0) await nextMessage();
    const { body } = await harness.api.get(`/api/v1/reports/${id}`).expect(200);
    expect(body).toMatchObject({ state: 'Completed', links: { csv: expect.any(String) } });
    await harness.api.get(body.links.csv).expect(200);
    // The webhook was removed meanwhile, so the next attempt ends the run.
    await harness.api.delete(`${PATH}/${webhookId}`).expect(204);
    await harness.untilClosed(id);
    expect(await currentDetails(id)).toContain('skipped. It was removed.');
  });

  it('disables a webhook that answers 410', async () => {
    const { id } = await register('/no-more');
    receiver.answer('/no-more', { status: 410 });
    const reportId = await reportIsTold();
    expect(await currentDetails(reportId)).toContain('gone. It answered 410: it wants no more notices.');
    const { body } = await harness.api.get(`${PATH}/${id}`).expect(200);
    expect(body).toMatchObject({ disabled_reason: 'It answered 410: it wants no more notices.' });
    expect(body.disabled_at).toMatch(/^\d{4}-/);
    await reportIsTold();
    expect(sentTo('/no-more')).toHaveLength(1);
  });

  it('is signed with both secrets for a day after a rotation', async () => {
    const { id, secret: old } = await register('/rotated');
    const { body } = await harness.api.post(`${PATH}/${id}/rotate`).expect(200);
    expect(body.secret).not.toBe(old);
    expect(body.previous_secret_until).toMatch(/^\d{4}-/);
    await reportIsTold();
    const [message] = textHeaders('/rotated');
    for (const secret of [old, body.secret])
      expect(new Verifier(secret).verify(message?.body ?? '', message?.headers)).toBeDefined();

    const later = harness.apiPorts.clock() + 25 * 3_600_000_000;
    const tomorrow = request(createApp({ ...harness.apiPorts, clock: () => later }));
    expect((await tomorrow.get(`${PATH}/${id}`)).body.previous_secret_until).toBeNull();
  });
});
