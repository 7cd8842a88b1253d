import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { mailMessage } from '../../src/notices/mail-message';
import { type Mail, sendMail } from '../../src/notices/mail-sender';
import { documentOf } from '../render/documents';
import { type MailServer, startMailServer } from '../support/mail-server';
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

describe('the words of an e-mail', () => {
  it('are the totals over the fleet, and where to see more', () => {
    const message = mailMessage(aNotice({ totals: { hour: totals, day: totals, week: totals } }), PUBLIC_URL);
    expect(message.subject).toBe('Uptime report as of 2023-01-25 18:13:22 UTC');
    expect(message.text).toContain('Stores: 2. Method: interpolate.');
    expect(message.text).toContain('Last week: 75.00 % up, up 3.00 h, down 1.00 h, unknown 0.50 h');
    expect(message.text).toContain(`${PUBLIC_URL}/reports/${REPORT_ID}`);
    expect(message.html).toContain(`href="${PUBLIC_URL}/reports/${REPORT_ID}"`);
  });

  it('say what to know before relying on them', () => {
    const ids = Array.from({ length: 22 }, (_each, index) => `s${index}`);
    const quality = documentOf([], {
      quality: { warnings: ['No <b>hours</b>.'], unknownStoreIds: ids },
    }).quality;
    const notice = aNotice({ totals: { hour: totals, day: totals, week: totals }, quality });
    const { text, html } = mailMessage(notice, PUBLIC_URL);
    expect(text).toContain('\nCoverage: 88.88 % of the week’s business time is known\n');
    expect(text).toContain('\nWarning: No <b>hours</b>.\n');
    expect(text).toContain('\nAsked for, but never seen: s0, s1, ');
    expect(text).toContain('s19, and 2 more, which the JSON report names.\n');
    expect(html).toContain('Warning: No &lt;b&gt;hours&lt;/b&gt;.<br>');
  });

  it('leave out what the method does not know', () => {
    const none = { upMicros: 0n, downMicros: 0n, unknownMicros: null, businessMicros: 0n };
    const { text } = mailMessage(aNotice({ totals: { hour: none, day: none, week: none } }), PUBLIC_URL);
    expect(text).toContain('Last hour: uptime not known, up 0.00 h, down 0.00 h\n');
    expect(text).not.toContain('Coverage');
  });

  it('say why a report failed, as text and never as markup', () => {
    const notice = aNotice({ state: 'Failed', message: 'The file <b>x</b> is "gone"', pins: null });
    const { subject, text, html } = mailMessage(notice, PUBLIC_URL);
    expect(subject).toBe('Uptime report as of the latest poll failed');
    expect(text).toContain('The file <b>x</b> is "gone"');
    expect(html).toContain('The file &lt;b&gt;x&lt;/b&gt; is &quot;gone&quot;');
  });
});

describe('a mail over SMTP', () => {
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

  it('has one Message-ID, however often it is sent', async () => {
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
  ])('that is refused with %s is tried again, or not', async (status, code) => {
    server.refuse(status);
    await expect(sendMail(mail(), settings())).rejects.toMatchObject({ code });
  });

  it('is tried again where the password is wrong, and tells none', async () => {
    const smtpUrl = server.url.replace('secret-password', 'wrong-password');
    const error: unknown = await sendMail(mail(), { ...settings(), smtpUrl }).catch((thrown) => thrown);
    expect(error).toMatchObject({ code: 'UNAVAILABLE' });
    expect(String(error)).not.toContain('wrong-password');
  });

  it('is tried again where nobody answers', async () => {
    const dead = await startMailServer();
    await dead.close();
    const wanted = { code: 'UNAVAILABLE', message: expect.stringContaining('ECONNREFUSED') };
    await expect(sendMail(mail(), { ...settings(), smtpUrl: dead.url })).rejects.toMatchObject(wanted);
  });
});
