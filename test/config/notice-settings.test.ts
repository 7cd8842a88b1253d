import { loadSettings } from '../../src/config/settings';

const noticesOf = (environment: Readonly<Record<string, string>>) => loadSettings({}, environment).notices;

describe('the settings of notices', () => {
  it('send no mail and nothing to private addresses by default', () => {
    expect(noticesOf({})).toEqual({
      mail: null,
      allowPrivateWebhooks: false,
      publicUrl: 'http://127.0.0.1:8080',
    });
  });

  it('link to the address of the page, or to the one set', () => {
    expect(noticesOf({ LOOPWATCH_HOST: '::1', LOOPWATCH_PORT: '9000' }).publicUrl).toBe('http://[::1]:9000');
    const url = 'https://uptime.example/loopwatch/';
    expect(noticesOf({ LOOPWATCH_PUBLIC_URL: url }).publicUrl).toBe('https://uptime.example/loopwatch');
  });

  it('need a mail server and a sender', () => {
    const [LOOPWATCH_SMTP_URL, LOOPWATCH_MAIL_FROM] = ['smtp://ann:x@mail.example:587', 'a@uptime.example'];
    expect(noticesOf({ LOOPWATCH_SMTP_URL }).mail).toBeNull();
    expect(noticesOf({ LOOPWATCH_MAIL_FROM }).mail).toBeNull();
    expect(noticesOf({ LOOPWATCH_SMTP_URL, LOOPWATCH_MAIL_FROM }).mail).toEqual({
      smtpUrl: LOOPWATCH_SMTP_URL,
      from: LOOPWATCH_MAIL_FROM,
      recipients: [],
      mailsPerHour: 100,
    });
  });

  it.each([
    ['LOOPWATCH_SMTP_URL', 'mail.example hunter2'],
    ['LOOPWATCH_SMTP_URL', 'https://ann:hunter2@mail.example'],
    ['LOOPWATCH_PUBLIC_URL', 'ftp://hunter2'],
    ['LOOPWATCH_WEBHOOK_ALLOW_PRIVATE', 'hunter2'],
  ])('refuse %s by name, without showing the value %s', (name, value) => {
    expect(() => noticesOf({ [name]: value })).toThrow(`The setting ${name} cannot be used: must be`);
    expect(() => noticesOf({ [name]: value })).not.toThrow(/hunter2/);
  });
});
