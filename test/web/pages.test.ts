import { randomUUID } from 'node:crypto';
import { fitsItsWidth, seriousFaults } from '../support/browser';
import { POLLS, WORKED_EXAMPLE } from '../support/service';
import { type Site, startSite } from './site';

const FIRST_VIEW_BYTES = 300_000;
const ODD = `${POLLS}2,active,2023-01-23 09:00:00 UTC\n,active,2023-01-23 10:00:00 UTC\n2,asleep,2023-01-23 11:00:00 UTC\n`;

let site: Site;
const ids = { failed: '', completed: '', running: '' };

beforeAll(async () => {
  site = await startSite();
  await site.startWorker();
  ids.failed = await site.start();
  await site.untilClosed(ids.failed);
  const files = { ...WORKED_EXAMPLE, 'odd.csv': ODD, 'torn.csv': 'store_id,status\n1,active\n' };
  for (const [name, text] of Object.entries(files)) site.service.put(name, text);
  await site.ingestNow();
  ids.completed = await site.start();
  await site.untilClosed(ids.completed);
  const reached = site.hold();
  ids.running = await site.start();
  await reached;
});
afterAll(() => site.stop());

/** Each page, with a selector that matches once the page is complete. */
const PAGES = [
  ['the reports', () => '/', '#reports li:nth-child(3)'],
  ['the data', () => '/data', '#quarantine-rows tr'],
  ['a running report', () => `/get_report?report_id=${ids.running}`, '#watch-cancel:visible'],
  ['a report that has been done', () => `/get_report?report_id=${ids.completed}`, 'h1'],
  ['a report that failed', () => `/get_report?report_id=${ids.failed}`, '.failure'],
  ['the form to find a report', () => '/get_report', '#report-id'],
] as const;

const VIEWS = [
  { width: 1_280, dark: false },
  { width: 1_280, dark: true },
  { width: 320, dark: false },
  { width: 360, dark: true },
];

describe.each(PAGES)('the page of %s', (_name, address, sign) => {
  it.each(VIEWS)('is accessible and loads nothing from other sites: %j', async (view) => {
    const { page, context, troubles } = await site.visit(address(), view);
    await page.waitForSelector(sign);
    expect(await seriousFaults(page)).toEqual([]);
    expect(await fitsItsWidth(page)).toBe(true);
    expect(troubles).toEqual([]);
    await context.close();
  });

  it('shows no instant in machine format', async () => {
    const { page, context } = await site.visit(address());
    await page.waitForSelector(sign);
    expect(await page.textContent('main')).not.toMatch(/\dT\d\d:\d\d/);
    await context.close();
  });
});

describe('the first page load', () => {
  it(`is small`, async () => {
    const { page, context, transferred } = await site.visit('/');
    await page.waitForSelector('#reports li:nth-child(3)');
    const bytes = await transferred();
    expect(bytes).toBeGreaterThan(10_000);
    expect(bytes).toBeLessThan(FIRST_VIEW_BYTES);
    await context.close();
  });

  it('links to every page and marks the current one', async () => {
    const { page, context } = await site.visit('/data');
    const nav = page.getByRole('navigation', { name: 'Main' });
    expect(await nav.getByRole('link').allTextContents()).toEqual([
      'Reports',
      'Data',
      'Standing reports',
      'API',
      'Workflows',
    ]);
    expect(await nav.locator('[aria-current=page]').textContent()).toBe('Data');
    await nav.getByRole('link', { name: 'Reports', exact: true }).click();
    await page.waitForSelector('#reports li');
    expect(await nav.locator('[aria-current=page]').textContent()).toBe('Reports');
    await context.close();
  });
});

describe('a report address with a wrong id', () => {
  it.each([
    ['17', 400, 'must be a report id'],
    [randomUUID(), 404, 'No report has the id'],
  ])('%s gets a clear message and the form', async (id, status, words) => {
    const { page, context } = await site.visit(`/get_report?report_id=${id}`);
    expect(await page.textContent('main')).toContain(String(status));
    expect(await page.textContent('main')).toContain(words);
    await page.fill('#report-id', ids.completed);
    await page.getByRole('button', { name: 'Show the report' }).click();
    expect(await page.textContent('h1')).toBe('Uptime of 2 stores');
    await context.close();
  });
});

describe('the form to find a report', () => {
  it('downloads the CSV of a finished report, and shows an unfinished one', async () => {
    const { page, context } = await site.visit('/get_report', { javaScript: false });
    await page.fill('#report-id', ids.completed);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download its CSV' }).click();
    expect((await download).suggestedFilename()).toMatch(/^loopwatch-report-2023-01-23-.*\.csv$/);
    await page.fill('#report-id', ids.running);
    await page.getByRole('button', { name: 'Download its CSV' }).click();
    await page.waitForURL(`**/get_report?report_id=${ids.running}`);
    expect(await page.textContent('h1')).toBe('Your report is being made');
    await page.goto(page.url().replace(ids.running, ids.failed));
    expect(await page.textContent('.failure')).toContain('No poll has been ingested yet');
    await context.close();
  });
});
