import { Webhook as Verifier } from 'standardwebhooks';
import { parseRetryAfter, sendWebhook } from '../../src/notices/webhook-sender';
import { startWebhookReceiver, type WebhookReceiver } from '../support/peers/webhook-receiver';
import { aNotice, REPORT_ID } from './a-notice';

const SECRET = `whsec_${Buffer.from('the secret in use').toString('base64')}`;
const OLD_SECRET = `whsec_${Buffer.from('the one before').toString('base64')}`;
const OTHER_SECRET = `whsec_${Buffer.from('of somebody else').toString('base64')}`;
const ALLOWED = { mail: null, allowPrivateWebhooks: true, publicUrl: 'https://uptime.example' };
const STRICT = { ...ALLOWED, allowPrivateWebhooks: false };

let receiver: WebhookReceiver;

beforeAll(async () => {
  receiver = await startWebhookReceiver();
});
afterAll(() => receiver.close());

const nowMicros = () => Date.now() * 1_000;
const send = (path: string, secrets = [SECRET], notice = aNotice()) =>
  sendWebhook(notice, { id: 'w', url: `${receiver.url}${path}`, secrets }, ALLOWED, nowMicros());
const lastOf = (path: string) => receiver.received.filter((each) => each.path === path).at(-1);

describe('a notice to a webhook', () => {
  it('verifies with a Standard Webhooks library, and says which report ended and how', async () => {
    expect(await send('/ok')).toBe('delivered');
    const { body = '', headers = {} } = lastOf('/ok') ?? {};
    expect(headers['content-type']).toBe('application/json');
    const verified = new Verifier(SECRET).verify(body, asText(headers));
    expect(verified).toEqual({
      type: 'report.completed',
      timestamp: '2023-11-14T22:13:20Z',
      data: {
        report_id: REPORT_ID,
        state: 'Completed',
        message: null,
        as_of: '2023-01-25T18:13:22.479220Z',
        method: 'interpolate',
        store_count: 2,
        links: {
          self: `https://uptime.example/api/v1/reports/${REPORT_ID}`,
          page: `https://uptime.example/reports/${REPORT_ID}`,
          csv: null,
          json: null,
          pdf: `https://uptime.example/api/v1/reports/${REPORT_ID}/report.pdf`,
        },
      },
    });
  });

  it('does not verify with another secret or another body', async () => {
    await send('/ok');
    const { body = '', headers = {} } = lastOf('/ok') ?? {};
    expect(() => new Verifier(OTHER_SECRET).verify(body, asText(headers))).toThrow('No matching signature');
    expect(() => new Verifier(SECRET).verify(`${body} `, asText(headers))).toThrow('No matching signature');
  });

  it('is signed with both secrets during a rotation', async () => {
    await send('/ok', [SECRET, OLD_SECRET]);
    const { body = '', headers = {} } = lastOf('/ok') ?? {};
    for (const secret of [SECRET, OLD_SECRET])
      expect(new Verifier(secret).verify(body, asText(headers))).toMatchObject({ type: 'report.completed' });
  });

  it('has the same id in every attempt, and another for another receiver, report or end', async () => {
    const ids: unknown[] = [];
    for (const notice of [
      aNotice(),
      aNotice(),
      aNotice({ state: 'Failed', message: 'No poll.' }),
      aNotice({ reportId: 'other' }),
    ]) {
      await send('/ok', [SECRET], notice);
      ids.push(lastOf('/ok')?.headers['webhook-id']);
    }
    const elsewhere = { id: 'v', url: `${receiver.url}/ok`, secrets: [SECRET] };
    await sendWebhook(aNotice(), elsewhere, ALLOWED, nowMicros());
    ids.push(lastOf('/ok')?.headers['webhook-id']);
    expect(ids[0]).toBe(ids[1]);
    expect(new Set(ids).size).toBe(4);
  });
});

describe("the receiver's answer", () => {
  it('410 ends the attempts', async () => {
    receiver.answer('/gone', { status: 410 });
    expect(await send('/gone')).toBe('gone');
  });

  it.each([404, 500, 503])('%s is retried', async (status) => {
    receiver.answer('/busy', { status });
    await expect(send('/busy')).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      retryAfterMillis: null,
      message: `127.0.0.1:${receiver.port} answered ${status}`,
    });
  });

  it('may say when to retry', async () => {
    receiver.answer('/busy', { status: 503, headers: { 'Retry-After': '90' } });
    await expect(send('/busy')).rejects.toMatchObject({ retryAfterMillis: 90_000 });
  });

  it.each([
    ['90', 90_000],
    ['Tue, 14 Nov 2023 22:14:20 GMT', 60_000],
    ['Tue, 14 Nov 2023 22:12:20 GMT', null],
    ['0', null],
    ['soon', null],
    ['99999999', 6 * 3_600_000],
  ])('Retry-After: %s is read as %s ms', (text, millis) => {
    expect(parseRetryAfter(text, 1_700_000_000_000_000)).toBe(millis);
  });

  it('may not redirect', async () => {
    receiver.answer('/moved', { status: 307, headers: { Location: `${receiver.url}/trap` } });
    await expect(send('/moved')).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(lastOf('/trap')).toBeUndefined();
  });

  it('never reaches an error, even a long one', async () => {
    receiver.answer('/chatty', { status: 500, body: 'secret-of-theirs '.repeat(1_000_000) });
    const error: unknown = await send('/chatty').catch((thrown: unknown) => thrown);
    expect(JSON.stringify(error) + String(error)).not.toContain('secret-of-theirs');
  });

  it('may be missing: the error names the receiver and the reason', async () => {
    const gone = await startWebhookReceiver();
    await gone.close();
    const nobody = { id: 'w', url: `${gone.url}/?token=hidden`, secrets: [SECRET] };
    await expect(sendWebhook(aNotice(), nobody, ALLOWED, nowMicros())).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      message: `127.0.0.1:${gone.port} does not answer (ECONNREFUSED)`,
    });
  });
});

describe('a forbidden address', () => {
  const attempt = (url: string, settings = STRICT) =>
    sendWebhook(aNotice(), { id: 'w', url, secrets: [SECRET] }, settings, nowMicros());

  it.each([
    (port: number) => `https://127.0.0.1:${port}/`,
    (port: number) => `https://localhost:${port}/`,
    (port: number) => `https://[::1]:${port}/`,
    (port: number) => `https://2130706433:${port}/`,
    (port: number) => `https://[::ffff:127.0.0.1]:${port}/`,
    () => 'https://10.0.0.1/',
    () => 'https://[fe80::1]/',
    () => 'https://0.0.0.0/',
  ])('is refused before anything is sent, as a name or as a number (%#)', async (urlAt) => {
    const before = receiver.received.length;
    await expect(attempt(urlAt(receiver.port))).rejects.toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringContaining('is an address of a private network'),
      remedy: expect.stringContaining('LOOPWATCH_WEBHOOK_ALLOW_PRIVATE'),
    });
    expect(receiver.received).toHaveLength(before);
  });

  it('is also one without TLS', async () => {
    await expect(attempt(`${receiver.url}/ok`)).rejects.toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringContaining('does not use TLS'),
    });
  });

  it('is one that hands out credentials, whatever the settings allow', async () => {
    for (const host of ['169.254.169.254', '[::ffff:169.254.169.254]', '[fd00:ec2::254]', '168.63.129.16'])
      for (const settings of [ALLOWED, STRICT])
        await expect(attempt(`https://${host}/latest/meta-data`, settings)).rejects.toMatchObject({
          code: 'FORBIDDEN',
          message: expect.stringContaining('is an address that no setting allows'),
          remedy: 'Register another address.',
        });
  });
});

function asText(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
