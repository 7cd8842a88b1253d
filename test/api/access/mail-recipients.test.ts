import { createActivities } from '../../../src/activities';
import { mayGetMail } from '../../../src/domain/report/may-get-mail';
import { MailLimit } from '../../../src/notices/mail-limit';
import type { MailServer } from '../../support/peers/mail-server';
import type { ApiUnderTest } from '../api-under-test';
import { startApiWithMail } from '../api-with-mail';
import { makeKey } from '../key-under-test';

const LISTED = 'ann@uptime.example';
const OTHER = 'mallory@elsewhere.example';
let harness: ApiUnderTest;
let mail: MailServer;

beforeAll(async () => {
  ({ harness, mail } = await startApiWithMail(['@uptime.example']));
});
afterAll(async () => {
  await harness.stop();
  await mail.close();
});

const ask = (emails: readonly string[], key = '') =>
  harness.api
    .post('/api/v1/reports?wait=60')
    .set(key === '' ? {} : { Authorization: `Bearer ${key}` })
    .send({ formats: ['csv'], notify: { emails } });

it('is anybody until there are keys, and then whom the settings name', async () => {
  const { body } = await ask([OTHER]).expect(200);
  const { text: key } = await makeKey(harness.service.ports.catalogue, 'trigger');
  const { body: refusal } = await ask([LISTED, OTHER], key).expect(400);
  expect(refusal).toMatchObject({ detail: expect.stringContaining('LOOPWATCH_MAIL_RECIPIENTS') });
  expect(refusal.detail).toContain(OTHER);
  expect(refusal.detail).not.toContain(LISTED);
  await ask([LISTED], key).expect(200);
  // An input that somebody wrote into Temporal's own port.
  const { notify } = createActivities(harness.service.ports);
  const forged = { reportId: body.report_id, target: { kind: 'email', address: OTHER } } as const;
  await expect(notify(forged)).rejects.toMatchObject({ message: expect.stringContaining('not a recipient') });
});

it.each([
  ['ann@example.com', ['ann@example.com'], true],
  ['Ann@Example.COM', ['ann@example.com'], true],
  ['ann@example.com', ['@example.com'], true],
  ['ann@sub.example.com', ['@example.com'], false],
  ['ann@notexample.com', ['@example.com'], false],
  ['ann@example.com@evil.example', ['@example.com'], false],
  ['ann@example.com', [], false],
])('%s with %j: %s', (address, recipients, may) => {
  expect(mayGetMail(address, recipients)).toBe(may);
});

it('a worker sends a limited number in each hour, and says when the next may go', () => {
  const HOUR = 3_600_000_000;
  const limit = new MailLimit();
  limit.take(2, 0);
  limit.take(2, HOUR / 2);
  expect(() => limit.take(2, HOUR - 1)).toThrow(
    expect.objectContaining({ code: 'UNAVAILABLE', retryAfterMillis: 1 }),
  );
  limit.take(2, HOUR);
  expect(() => limit.take(2, HOUR)).toThrow('the maximum');
});
