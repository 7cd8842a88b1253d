import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { mailMessage } from '../../src/notices/mail-message';
import { type Mail, needsTls, sendMail } from '../../src/notices/mail-sender';
import { documentOf } from '../render/documents';
import { type MailServer, startMailServer } from '../support/peers/mail-server';
import { tempFolder } from '../support/temp-folder';
import { aNotice, REPORT_ID } from './a-notice';

const PUBLIC_URL = 'https://uptime.example';
const HOUR = 3_600_000_000n;
const totals = {
  upMicros: 3n * HOUR,
  downMicros: HOUR,
  unknownMicros: HOUR / 2n,
  businessMicros: (9n * HOUR) / 2n,
};
const folder = tempFolder();

describe('the text of an e-mail', () => {
  it('has the totals of the fleet and a link to the report', () => {
    const message = mailMessage(aNotice({ totals: { hour: totals, day: totals, week: totals } }), PUBLIC_URL);
    expect(message.subject).toBe('Uptime report as of 2023-01-25 18:13:22 UTC');
    expect(message.text).toContain('Stores: 2. Method: interpolate.');
    expect(message.text).toContain('Last week: 75.00 % up, up 3.00 h, down 1.00 h, unknown 0.50 h');
    expect(message.text).toContain(`${PUBLIC_URL}/reports/${REPORT_ID}`);
    expect(message.html).toContain(`href="${PUBLIC_URL}/reports/${REPORT_ID}"`);
  });

  it('has coverage, warnings and unknown stores', () => {
    const ids = Array.from({ length: 22 }, (_each, index) => `s${index}`);
    const quality = documentOf([], {
      quality: { warnings: ['No <b>hours</b>.'], unknownStoreIds: ids },
    }).quality;
    const notice = aNotice({ totals: { hour: totals, day: totals, week: totals }, quality });
    const { text, html } = mailMessage(notice, PUBLIC_URL);
    expect(text).toContain('\nCoverage: 88.88 % of the week’s business time is known\n');
    expect(text).toContain('\nWarning: No <b>hours</b>.\n');
    expect(text).toContain('\nAsked for, but never seen: 22 stores. The report names them.\n');
    expect(text + html).not.toContain('s19');
    expect(html).toContain('Warning: No &lt;b&gt;hours&lt;/b&gt;.<br>');
  });

  it('leaves out figures that the method does not have', () => {
    const none = { upMicros: 0n, downMicros: 0n, unknownMicros: null, businessMicros: 0n };
    const { text } = mailMessage(aNotice({ totals: { hour: none, day: none, week: none } }), PUBLIC_URL);
    expect(text).toContain('Last hour: uptime not known, up 0.00 h, down 0.00 h\n');
    expect(text).not.toContain('Coverage');
  });

  it('says why a report failed, as text and never as markup', () => {
    const notice = aNotice({ state: 'Failed', message: 'The file <b>x</b> is "gone"', pins: null });
    const { subject, text, html } = mailMessage(notice, PUBLIC_URL);
    expect(subject).toBe('Uptime report as of the latest poll failed');
    expect(text).toContain('The file <b>x</b> is "gone"');
    expect(html).toContain('The file &lt;b&gt;x&lt;/b&gt; is &quot;gone&quot;');
  });
});

describe('an e-mail over SMTP', () => {
  let server: MailServer;
  beforeAll(async () => {
    server = await startMailServer();
  });
  afterAll(() => server.close());

  const mail = (over: Pick<Partial<Mail>, 'attachments'> = {}) => ({
    ...mailMessage(aNotice(), PUBLIC_URL),
    to: 'bob@example.com',
    messageKey: 'key',
    attachments: [],
    ...over,
  });
  const settings = () => ({ smtpUrl: server.url, from: 'Loopwatch <reports@uptime.example>' });

  it('has text, HTML and the PDF', async () => {
    const pdfPath = path.join(folder, 'a.pdf');
    writeFileSync(pdfPath, '%PDF-1.7 content');
    await sendMail(mail({ attachments: [{ filename: 'report.pdf', path: pdfPath }] }), settings());
    const { to, raw } = server.mails.at(-1) ?? { to: [], raw: '' };
    expect(to).toEqual(['bob@example.com']);
    expect(raw).toContain('From: Loopwatch <reports@uptime.example>');
    expect(raw).toContain('Subject: Uptime report as of 2023-01-25 18:13:22 UTC');
    expect(raw).toContain('Content-Type: text/plain');
    expect(raw).toContain('Content-Type: text/html');
    expect(raw).toMatch(/Content-Type: application\/pdf; name=report\.pdf/);
    expect(raw).toContain(Buffer.from('%PDF-1.7 content').toString('base64'));
  });

  it('keeps its Message-ID when it is sent again', async () => {
    await sendMail(mail(), settings());
    await sendMail(mail(), settings());
    const ids = server.mails.slice(-2).map(({ raw }) => /^Message-ID: (.*)$/m.exec(raw)?.[1]);
    expect(ids[0]).toMatch(/^<[0-9a-f]{32}@uptime\.example>/);
    expect(ids[0]).toBe(ids[1]);
  });

  it.each([
    [421, 'UNAVAILABLE'],
    [451, 'UNAVAILABLE'],
    [550, 'INVALID_INPUT'],
  ])('that the server refuses with %s fails as %s', async (status, code) => {
    server.refuse(status);
    await expect(sendMail(mail(), settings())).rejects.toMatchObject({ code });
  });

  it('is retried after a wrong password, and the error does not show the password', async () => {
    const smtpUrl = server.url.replace('secret-password', 'wrong-password');
    const error: unknown = await sendMail(mail(), { ...settings(), smtpUrl }).catch((thrown) => thrown);
    expect(error).toMatchObject({ code: 'UNAVAILABLE' });
    expect(String(error)).not.toContain('wrong-password');
  });

  it('hides a login that the server repeats in its answer', async () => {
    server.refuseInWords(`no ${Buffer.from('\0ann\0secret-password').toString('base64')} secret-password`);
    const error: unknown = await sendMail(mail(), settings()).catch((thrown) => thrown);
    expect(error).toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining('no [hidden] [hidden]'),
    });
  });

  it.each([
    ['smtp://127.0.0.1:2525', false],
    ['smtp://localhost', false],
    ['smtp://[::1]:25', false],
    ['smtp://mail.example:587', true],
    ['smtp://user:secret@127.example', true],
    ['smtp://relay.internal?requireTLS=false', false],
  ])('by %s needs TLS: %s', (smtpUrl, needed) => {
    expect(needsTls(smtpUrl)).toBe(needed);
  });

  it('is not sent to a server that cannot encrypt where the address asks for it', async () => {
    const before = server.mails.length;
    const smtpUrl = `${server.url}?requireTLS=true`;
    await expect(sendMail(mail(), { ...settings(), smtpUrl })).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(server.mails).toHaveLength(before);
  });

  it('is retried if no server answers', async () => {
    const dead = await startMailServer();
    await dead.close();
    const wanted = { code: 'UNAVAILABLE', message: expect.stringContaining('ECONNREFUSED') };
    await expect(sendMail(mail(), { ...settings(), smtpUrl: dead.url })).rejects.toMatchObject(wanted);
  });
});
