import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { csvCell } from '../../../src/domain/text/csv-cell';
import { readPdf, squeezed } from '../../render/read-pdf';
import { hostileText, KNOWN_HOSTILE } from '../../support/hostile-names';
import { type MailServer, startMailServer } from '../../support/peers/mail-server';
import { startWebhookReceiver, type WebhookReceiver } from '../../support/peers/webhook-receiver';
import { WORKED_EXAMPLE } from '../../support/service';
import { type ApiUnderTest, startApi } from '../api-under-test';

/** Printed, so that a failure can be repeated. */
const seed = Date.now() % 2 ** 31;
const ids = [...new Set([...KNOWN_HOSTILE, ...fc.sample(hostileText, { numRuns: 60, seed })])];
/** The log refuses blanks and what nobody sees: those rows are in quarantine. */
const taken = ids.filter((id) => !/[\s\p{C}\p{Z}]/u.test(id));
const startsFormula = /^[=+\-@\t\r\n＝＋－＠]/;
let harness: ApiUnderTest;
let mail: MailServer;
let receiver: WebhookReceiver;
let reportId: string;

beforeAll(async () => {
  process.stderr.write(`hostile names: seed ${seed}\n`);
  const rows = ids.map((id) => `${csvCell(id)},active,2023-01-23 10:00:00 UTC\n`).join('');
  mail = await startMailServer();
  receiver = await startWebhookReceiver();
  harness = await startApi(
    { 'polls.csv': `${WORKED_EXAMPLE['polls.csv']}${rows}` },
    {
      mail: { smtpUrl: mail.url, from: 'reports@uptime.example', recipients: [], mailsPerHour: 100 },
      allowPrivateWebhooks: true,
      publicUrl: 'https://uptime.example',
    },
  );
  await harness.api.post('/api/v1/webhooks').send({ url: receiver.url }).expect(201);
  await harness.startWorker();
  await harness.ingest();
  const report = { stores: ids, formats: ['csv', 'json', 'pdf'], extended: true };
  reportId = await harness.start({ ...report, notify: { emails: ['ann@uptime.example'] } });
  await harness.untilClosed(reportId);
});
afterAll(async () => {
  await harness.stop();
  await mail.close();
  await receiver.close();
});

it('come back as they were, in the JSON of a report', async () => {
  const { body } = await harness.api.get(`/api/v1/reports/${reportId}/report.json`).expect(200);
  const found = body.stores.map(({ store_id: id }: { store_id: string }) => id);
  expect(new Set(found)).toEqual(new Set(taken));
});

it('run in no spreadsheet', async () => {
  const { text } = await harness.api.get(`/api/v1/reports/${reportId}/report.csv`).expect(200);
  const rows: string[][] = parse(text);
  const cells = rows.slice(1).map(([id = '']) => id);
  expect(cells.filter((cell) => startsFormula.test(cell))).toEqual([]);
  expect(new Set(cells)).toEqual(new Set(taken.map((id) => (startsFormula.test(id) ? `'${id}` : id))));
  const { text: quarantine } = await harness.api.get('/api/v1/quarantine.csv').expect(200);
  const refused: string[][] = parse(quarantine);
  expect(refused.length).toBeGreaterThan(10);
  expect(refused.flat().filter((cell) => startsFormula.test(cell))).toEqual([]);
});

it('are text on every page, whatever asks for them', async () => {
  const pages = ['/', '/data', `/reports/${reportId}`, `/reports/${reportId}/stores`];
  const ofStores = ids.map((id) => `/reports/${reportId}/stores/${encodeURIComponent(id)}`);
  const searched = ids.map((id) => `/reports/${reportId}/stores?q=${encodeURIComponent(id)}`);
  for (const url of [...pages, ...ofStores, ...searched]) {
    const { text, status, headers } = await harness.api.get(url).set('Accept', 'text/html');
    expect([url, status < 500]).toEqual([url, true]);
    expect(headers['content-security-policy']).toContain("script-src 'self'");
    // No id made a tag, an attribute or a script.
    expect(text).not.toMatch(/<img src=x|<svg onload|<script>|\son\w+=(?![^<]*<\/)/);
    expect(text).not.toContain('href="javascript:');
  }
});

it('are text in the PDF, and make no action and no link', async () => {
  const { body: pdf } = await harness.api
    .get(`/api/v1/reports/${reportId}/report.pdf`)
    .buffer(true)
    .parse((res, done) => {
      const chunks: Buffer[] = [];
      res
        .on('data', (chunk: Buffer) => chunks.push(chunk))
        .on('end', () => done(null, Buffer.concat(chunks)));
    })
    .expect(200);
  expect(pdf.toString('latin1')).not.toMatch(/\/(URI|JavaScript|JS|Launch|OpenAction|EmbeddedFile)\b/);
  const text = (await readPdf(pdf)).join('');
  expect(taken.some((id) => id.length > 6 && text.includes(squeezed(id)))).toBe(true);
});

it('are in no mail and in no webhook: these have numbers alone', async () => {
  expect(mail.mails).toHaveLength(1);
  expect(receiver.received.length).toBeGreaterThan(0);
  const sent = [
    ...mail.mails.map(({ raw }) => raw.split('application/pdf')[0]),
    ...receiver.received.map(({ body }) => body),
  ];
  const found = ids.filter((id) => id.length > 6 && sent.some((text) => text?.includes(id)));
  expect(found).toEqual([]);
});

it('break no line of the log, and are in no metric', async () => {
  for (const line of harness.log) expect(() => JSON.parse(line)).not.toThrow();
  const { text } = await harness.api.get('/metrics').expect(200);
  expect(ids.filter((id) => id.length > 6 && text.includes(id))).toEqual([]);
});
