import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { csvCell } from '../../../src/domain/text/csv-cell';
import { WORKED_EXAMPLE } from '../../support/service';
import { type ApiUnderTest, startApi } from '../api-under-test';

const KNOWN = [
  '<img src=x onerror=alert(1)>',
  '"><script>alert(1)</script>',
  "'-alert(1)-'",
  '</title><svg onload=alert(1)>',
  '=HYPERLINK("https://evil.example","pay")',
  '+1+1',
  '-2+3',
  '@SUM(A1)',
  '\u202Eevil\u2066',
  '\u200Bhidden\u200D',
  '\uFF1D1+1',
  '__proto__',
  'constructor',
  'toString',
  '../../etc/passwd',
  '%2e%2e%2f',
  'javascript:alert(1)',
  '{{7*7}}',
  "'; drop table reports; --",
  `x${'\u{1F600}'.repeat(60)}`,
  'y'.repeat(200),
];
const PIECES = [
  '<',
  '>',
  '"',
  "'",
  '&',
  '=',
  '+',
  '-',
  '@',
  '%',
  '\\',
  '/',
  '\u202E',
  '\u2067',
  '\u00A0',
  'é',
  '{',
  '`',
  'a',
  '7',
];
const hostile = fc
  .array(fc.constantFrom(...PIECES), { minLength: 2, maxLength: 40 })
  .map((pieces) => pieces.join('').trim())
  .filter((text) => text !== '');

/** Printed, so that a failure can be repeated. */
const seed = Date.now() % 2 ** 31;
const ids = [...new Set([...KNOWN, ...fc.sample(hostile, { numRuns: 60, seed })])];
/** The log refuses blanks and what nobody sees: those rows are in quarantine. */
const taken = ids.filter((id) => !/[\s\p{C}\p{Z}]/u.test(id));
const startsFormula = /^[=+\-@\t\r\n＝＋－＠]/;
let harness: ApiUnderTest;
let reportId: string;

beforeAll(async () => {
  process.stderr.write(`hostile names: seed ${seed}\n`);
  const rows = ids.map((id) => `${csvCell(id)},active,2023-01-23 10:00:00 UTC\n`).join('');
  harness = await startApi({ 'polls.csv': `${WORKED_EXAMPLE['polls.csv']}${rows}` });
  await harness.startWorker();
  await harness.ingest();
  reportId = await harness.start({ stores: ids, formats: ['csv', 'json', 'pdf'], extended: true });
  await harness.untilClosed(reportId);
});
afterAll(() => harness.stop());

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

it('break no line of the log, and are in no metric', async () => {
  for (const line of harness.log) expect(() => JSON.parse(line)).not.toThrow();
  const { text } = await harness.api.get('/metrics').expect(200);
  expect(ids.filter((id) => id.length > 6 && text.includes(id))).toEqual([]);
});
