import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import request from 'supertest';
import { createApp } from '../../../src/api/server/app';
import { STANDING_WORKFLOW, standingScheduleId, TASK_QUEUE } from '../../../src/contract/names';
import { earlierStandingReports } from '../../../src/temporal/schedules/earlier-standing-reports';
import { ensureStandingReports } from '../../../src/temporal/schedules/ensure-standing-reports';
import { defaultOptions } from '../../support/default-options';
import type { MailServer } from '../../support/peers/mail-server';
import type { ApiUnderTest } from '../api-under-test';
import { startApiWithMail } from '../api-with-mail';

const PATH = '/api/v1/standing-reports';
const UNKNOWN = '00000000-0000-4000-8000-000000000000';
const WEEKLY = {
  name: 'Monday mail',
  when: { every: 'week', weekday: 'monday', at: '07:30', timezone: 'America/New_York' },
};
let harness: ApiUnderTest;
let mail: MailServer;

beforeAll(async () => {
  ({ harness, mail } = await startApiWithMail([]));
});
afterAll(async () => {
  await harness.stop();
  await mail.close();
});

async function make(over: object = {}) {
  const { body } = await harness.api
    .post(PATH)
    .send({ ...WEEKLY, ...over })
    .expect(201);
  return body;
}

/** Polls Temporal until the Schedule has started a run. */
async function untilRun(id: string) {
  for (let turn = 0; turn < 2_000; turn++) {
    const { body } = await harness.api.get(`${PATH}/${id}`).expect(200);
    if (body.last_runs.length > 0) return body.last_runs[0];
  }
  throw new Error(`The Schedule of ${id} never ran`);
}

/** Polls the list of Schedules. */
async function untilListed(want: (ids: readonly string[]) => boolean) {
  for (let turn = 0; turn < 2_000; turn++) {
    const { body } = await harness.api.get(PATH).expect(200);
    if (want(body.standing_reports.map(({ id }: { id: string }) => id))) return body.standing_reports;
  }
  throw new Error('Temporal never listed what was wanted');
}

/** Waits for the run of a Schedule, which starts the report as its child workflow. */
async function untilReported({ report_id: id }: { report_id: string }, standingId: string) {
  const handle = harness.server.client.schedule.getHandle(standingScheduleId(standingId));
  const { info } = await handle.describe();
  const run = info.recentActions.at(-1)?.action.workflow;
  await harness.server.client.workflow.getHandle(run?.workflowId ?? '').result();
  await harness.untilClosed(id);
  return (await harness.api.get(`/api/v1/reports/${id}`).expect(200)).body;
}

describe('a standing report', () => {
  it('is a Schedule in the local time of its timezone', async () => {
    const { headers, body } = await harness.api.post(PATH).send(WEEKLY).expect(201);
    expect(headers.location).toBe(`${PATH}/${body.id}`);
    expect(body).toMatchObject({
      ...WEEKLY,
      report: { method: 'interpolate', stores: null, formats: ['csv', 'json', 'pdf'] },
      notify: { emails: [] },
      paused: false,
      last_runs: [],
    });
    expect(body.next_runs.length).toBeGreaterThan(2);
    for (const next of body.next_runs) {
      const inZone = new Intl.DateTimeFormat('en-GB', {
        timeZone: 'America/New_York',
        weekday: 'long',
        hour: '2-digit',
        minute: '2-digit',
      }).format(new Date(next));
      expect(inZone).toBe('Monday 07:30');
    }
    const described = await harness.server.client.schedule.getHandle(standingScheduleId(body.id)).describe();
    expect(described.policies).toMatchObject({ overlap: 'SKIP', catchupWindow: 86_400_000 });
    expect((await harness.api.get(`${PATH}/${body.id}`)).body).toMatchObject(WEEKLY);
  });

  it('is daily without a weekday', async () => {
    const { id, next_runs: next } = await make({ when: { every: 'day', at: '06:00' } });
    expect(next[0]).toMatch(/T06:00:00Z$/);
    expect(Date.parse(next[1]) - Date.parse(next[0])).toBe(86_400_000);
    await harness.api.delete(`${PATH}/${id}`).expect(204);
  });

  it('makes a report, lists it and mails it', async () => {
    const report = { method: 'count', stores: ['1', 'nobody'] };
    const { id } = await make({ report, notify: { emails: ['ann@example.com', 'bob@example.com'] } });
    await harness.api.post(`${PATH}/${id}/run`).expect(202);
    const run = await untilRun(id);
    const made = await untilReported(run, id);
    expect(made).toMatchObject({
      state: 'Completed',
      requested_by: 'standing Monday mail',
      method: 'count',
      store_count: 1,
    });
    expect(run.page).toBe(made.links.page);
    const { body } = await harness.api.get('/api/v1/reports').expect(200);
    expect(body.reports[0].report_id).toBe(run.report_id);
    expect(mail.mails.flatMap(({ to }) => to).sort()).toEqual(['ann@example.com', 'bob@example.com']);
    for (const { raw } of mail.mails) {
      expect(raw).toContain('Subject: Uptime report as of 2023-01-23 16:00:00 UTC');
      const text = raw.replaceAll('=\r\n', '').replaceAll('=3D', '=');
      expect(text).toContain(`See it at https://uptime.example/reports/${run.report_id}`);
      expect(text).toContain('Asked for, but never seen: 1 store.');
      expect(text).toMatch(/Last week: \d+\.\d\d % up, up \d+\.\d\d h/);
      expect(raw).toContain('application/pdf');
    }
  });

  it('is mailed on the second attempt after a temporary refusal', async () => {
    mail.refuse(451);
    const id = await harness.start({ notify: { emails: ['carol@example.com'] } });
    await harness.untilClosed(id);
    expect(mail.attempts.filter((address) => address === 'carol@example.com')).toHaveLength(2);
    expect(mail.mails.filter(({ to }) => to.includes('carol@example.com'))).toHaveLength(1);
  });

  it('is paused, resumed and removed, and its reports stay', async () => {
    const { id } = await make({ name: 'Short-lived' });
    await harness.api.post(`${PATH}/${id}/run`).expect(202);
    const run = await untilRun(id);
    await untilReported(run, id);
    const paused = await harness.api.post(`${PATH}/${id}/pause`).expect(200);
    expect(paused.body).toMatchObject({ paused: true, note: 'Paused through the API.', next_runs: [] });
    const resumed = await harness.api.post(`${PATH}/${id}/resume`).expect(200);
    expect(resumed.body).toMatchObject({ paused: false, note: 'Resumed through the API.' });
    expect(resumed.body.next_runs).not.toEqual([]);
    expect((await untilListed((ids) => ids.includes(id))).length).toBeGreaterThan(0);
    await harness.api.delete(`${PATH}/${id}`).expect(204);
    await harness.api.get(`${PATH}/${id}`).expect(404);
    await untilListed((ids) => !ids.includes(id));
    await harness.api.get(`/api/v1/reports/${run.report_id}`).expect(200);
  });

  it('is not found by another id', async () => {
    for (const answer of [
      await harness.api.get(`${PATH}/${UNKNOWN}`),
      await harness.api.delete(`${PATH}/${UNKNOWN}`),
      await harness.api.post(`${PATH}/${UNKNOWN}/pause`),
      await harness.api.post(`${PATH}/${UNKNOWN}/run`),
    ]) {
      expect(answer.status).toBe(404);
      expect(answer.body.detail).toContain('lists them');
    }
    await harness.api.get(`${PATH}/x`).expect(400);
  });

  it.each([
    [{ name: undefined }, 'name', 'must be given'],
    [{ when: { every: 'month', at: '07:00' } }, 'when.every', 'must be one of day, week'],
    [{ when: { every: 'week', at: '07:00' } }, 'when.weekday', 'must be given for every week'],
    [{ report: { as_of: '2023-01-01T00:00:00Z' } }, 'report.as_of', 'is not a known field'],
    [{ notify: { emails: ['ann'] } }, 'notify.emails.0', 'must be an e-mail address, as ann@example.com'],
  ])('is refused as invalid: %j', async (over, field, fault) => {
    const { body } = await harness.api
      .post(PATH)
      .send({ ...WEEKLY, ...over })
      .expect(400);
    expect(body.errors).toEqual([{ field, fault }]);
  });

  it('cannot be mailed without a mail server, and neither can a report', async () => {
    const notices = { ...harness.apiPorts.notices, mail: null };
    const silent = request(createApp({ ...harness.apiPorts, notices }));
    const notify = { emails: ['ann@example.com'] };
    for (const answer of [
      await silent.post(PATH).send({ ...WEEKLY, notify }),
      await silent.post('/api/v1/reports').send({ notify }),
    ]) {
      expect(answer.status).toBe(400);
      expect(answer.body.errors[0].field).toBe('notify.emails');
      expect(answer.body.detail).toContain('Set LOOPWATCH_SMTP_URL and LOOPWATCH_MAIL_FROM');
    }
  });

  it('is unavailable without Temporal', async () => {
    const connection = Connection.lazy({ address: '127.0.0.1:1', interceptors: [] });
    const cutOff = request(createApp({ ...harness.apiPorts, client: new Client({ connection }) }));
    for (const answer of [await cutOff.get(PATH), await cutOff.post(PATH).send(WEEKLY)]) {
      expect(answer.status).toBe(503);
      expect(answer.body.type).toBe('/problems/unavailable');
    }
    await connection.close();
  });
});

it('of an earlier release is taken over from its Schedule, once', async () => {
  const { catalogue } = harness.service.ports;
  const { client } = harness.server;
  const schedule = async (name: string, emails: readonly string[]) => {
    const id = randomUUID();
    const time = { weekday: null, hour: 7, minute: 0, timezone: 'UTC' };
    const options = { ...defaultOptions(), method: 'count' };
    await client.schedule.create({
      scheduleId: standingScheduleId(id),
      spec: { calendars: [{ hour: 7 }] },
      memo: { loopwatchStandingReport: { id, name, time, emails } },
      action: {
        type: 'startWorkflow',
        workflowType: STANDING_WORKFLOW,
        workflowId: `standing-${id}`,
        taskQueue: TASK_QUEUE,
        args: [{ name, options, emails }],
      },
    });
    return id;
  };
  const adopt = () => ensureStandingReports(client, catalogue.standing, 1);
  const earlier = await schedule('From before', ['dora@example.com']);
  for (let turn = 0; turn < 2_000 && (await earlierStandingReports(client)).length === 0; turn++);
  await adopt();
  const { body } = await harness.api.get(`${PATH}/${earlier}`).expect(200);
  expect(body).toMatchObject({
    name: 'From before',
    when: { every: 'day', at: '07:00' },
    report: { method: 'count' },
    notify: { emails: ['dora@example.com'] },
  });
  await harness.api.post(`${PATH}/${earlier}/run`).expect(202);
  const made = await untilReported(await untilRun(earlier), earlier);
  expect(made).toMatchObject({ state: 'Completed', requested_by: 'standing From before' });
  expect(mail.mails.some(({ to }) => to.includes('dora@example.com'))).toBe(true);

  const forged = await schedule('Forged', ['mallory@example.com']);
  for (let turn = 0; turn < 2_000 && (await earlierStandingReports(client)).length < 2; turn++);
  await adopt();
  await harness.api.get(`${PATH}/${forged}`).expect(404);
  await client.schedule.getHandle(standingScheduleId(forged)).delete();
});

it('without a Schedule is shown with what to do, is made again at a start, and can be removed', async () => {
  const { catalogue } = harness.service.ports;
  const { client } = harness.server;
  const { id } = await make({ name: 'Lost' });
  await client.schedule.getHandle(standingScheduleId(id)).delete();
  const find = async () => {
    const { body } = await harness.api.get(PATH).expect(200);
    return body.standing_reports.find((each: { id: string }) => each.id === id);
  };
  expect(await find()).toMatchObject({
    paused: true,
    created_at: null,
    note: expect.stringContaining('no Schedule'),
  });
  await ensureStandingReports(client, catalogue.standing, 1);
  expect(await find()).toMatchObject({ ...WEEKLY, name: 'Lost', paused: false });
  await client.schedule.getHandle(standingScheduleId(id)).delete();
  await harness.api.delete(`${PATH}/${id}`).expect(204);
  expect(await find()).toBeUndefined();
});

it('many of them with many stores each can be listed, in a bounded answer', async () => {
  const stores = Array.from({ length: 2_000 }, (_, index) => `store-${index}`.padEnd(60, 'x'));
  const made = [];
  for (let count = 0; count < 40; count++)
    made.push(await make({ name: `Large ${count}`, report: { stores } }));
  const ids = made.map(({ id }) => id);
  const listed = await untilListed((found) => ids.every((id) => found.includes(id)));
  const large = listed.filter(({ id }: { id: string }) => ids.includes(id));
  for (const { report } of large)
    expect(report).toMatchObject({ stores: stores.slice(0, 20), stores_asked: 2_000 });
  const { body } = await harness.api.get(`${PATH}/${ids[0]}`).expect(200);
  expect(body.report.stores).toEqual(stores);
  for (const id of ids) await harness.api.delete(`${PATH}/${id}`).expect(204);
});

describe('the page of standing reports', () => {
  it('is linked, has labels and a place for errors, and finds its files', async () => {
    expect((await harness.api.get('/')).text).toContain('<a href="/standing">Standing reports</a>');
    const { text } = await harness.api.get('/standing').expect(200);
    const fields = [...text.matchAll(/<(?:input|select|textarea) id="([^"]+)"/g)].map(([, id]) => id);
    expect(fields).toEqual(['name', 'every', 'at', 'timezone', 'method', 'stores', 'emails']);
    for (const id of fields) expect(text).toContain(`<label for="${id}">`);
    expect(text).toContain('id="make-error" role="alert"');
    expect(text).not.toMatch(/<style|style=|<script(?![^>]*src=)|\son\w+=/);
    await harness.api.get('/assets/standing.js').expect(200);
  });

  it('says that e-mail is off', async () => {
    const notices = { ...harness.apiPorts.notices, mail: null };
    const { text } = await request(createApp({ ...harness.apiPorts, notices })).get('/standing');
    expect(text).toContain('aria-describedby="emails-hint" disabled');
    expect(text).toContain('LOOPWATCH_SMTP_URL');
  });
});
