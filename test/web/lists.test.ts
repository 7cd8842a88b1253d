import type { Page } from 'playwright-core';
import { POLLS } from '../support/service';
import { type Site, startSite } from './site';

const FILES = {
  'polls.csv': `${POLLS}1,active,2023-01-23 09:00:00 UTC\n,active,2023-01-23 10:00:00 UTC\n1\u200B,asleep,2023-01-23 11:00:00 UTC\n1,asleep,2023-01-23 12:00:00 UTC\n`,
  'torn.csv': 'store_id,status\n1,active\n',
  'customers.csv': 'id,name\n1,Ada\n',
};
const REPORTS = 22;

let site: Site;

beforeAll(async () => {
  site = await startSite(FILES);
  await site.startWorker();
  const failed = await site.start({ method: 'count' });
  await site.untilClosed(failed);
  await site.ingest();
  for (let made = 1; made < REPORTS; made++) await site.untilClosed(await site.start({ formats: ['csv'] }));
});
afterEach(() => site.release());
afterAll(() => site.stop());

describe('the list of reports', () => {
  it('shows twenty reports and the total, then the others on request', async () => {
    const { page, context } = await site.visit('/');
    await page.getByText(`Showing 20 of ${REPORTS} reports.`).waitFor();
    expect(await page.locator('#reports li').count()).toBe(20);
    await page.getByRole('button', { name: 'Older reports' }).click();
    await page.getByText(`That is all: ${REPORTS} reports.`).waitFor();
    expect(await page.locator('#reports li').count()).toBe(REPORTS);
    expect(await page.isVisible('#older')).toBe(false);
    await context.close();
  });

  it('is filtered by state, method and requester, and a reload keeps the filters', async () => {
    const { page, context } = await site.visit('/');
    await page.selectOption('#filter-state', 'Failed');
    await page.getByText('That is all: 1 report.').waitFor();
    expect(await page.textContent('#reports li')).toContain('No poll has been ingested yet');
    await page.reload();
    await page.getByText('That is all: 1 report.').waitFor();
    expect(await page.inputValue('#filter-state')).toBe('Failed');
    await page.selectOption('#filter-method', 'interpolate');
    await page.getByText('No report matches these filters.').waitFor();
    await page.selectOption('#filter-state', '');
    await page.getByText(`Showing 20 of ${REPORTS - 1} reports.`).waitFor();
    await page.fill('#filter-who', 'somebody else');
    await page.keyboard.press('Enter');
    await page.getByText('No report matches these filters.').waitFor();
    await context.close();
  });

  it('shows a new report while it runs, and its links when it is done', async () => {
    const { page, context } = await site.visit('/');
    const reached = site.hold();
    const id = await site.start();
    await reached;
    const item = page.locator('#reports li', { has: page.locator(`a[href$="${id}"]`) });
    await page.reload();
    await item.getByText('Current stage: aggregate').waitFor();
    site.release();
    await item.getByRole('link', { name: `CSV of report ${id.slice(0, 8)}` }).waitFor();
    expect(await item.locator('time').first().textContent()).toMatch(/^\d{1,2} \w+ \d{4}, \d\d:\d\d CES?T$/);
    await context.close();
  });
});

describe('the page of the data', () => {
  it('says in plain words how fresh it is, what was ingested and what was wrong', async () => {
    const { page, context } = await site.visit('/data');
    await page.locator('#verdict').filter({ hasText: 'Problems: not all data could be read' }).waitFor();
    await page.locator('#fresh-facts').getByText('23 Jan 2023, 09:00 UTC').waitFor();
    const problems = page.getByRole('list', { name: 'Problems' }).getByRole('listitem');
    await problems.first().waitFor();
    expect(await problems.allTextContents()).toContainEqual(
      expect.stringContaining('torn.csv: the column timestamp_utc is missing'),
    );
    await page.getByText('Completed with problems', { exact: true }).waitFor();
    await page.getByText('1 file passed over', { exact: true }).click();
    await page
      .locator('#ingestions details li', {
        hasText: 'customers.csv: its first line names no column',
      })
      .waitFor();
    await page.getByText('Each source and each input').click();
    await page.locator('#fresh-parts li', { hasText: 'Polls' }).first().waitFor();
    await context.close();
  });

  it('shows the quarantined rows, by reason', async () => {
    const { page, context } = await site.visit('/data');
    await page.getByText('That is all: 3 rows.').waitFor();
    await page.selectOption('#quarantine-reason', { label: 'status is neither active nor inactive: 2 rows' });
    await page.getByText('That is all: 2 rows.').waitFor();
    expect(await cells(page)).toEqual([
      'polls.csv',
      '4',
      'status is neither active nor inactive',
      '1[U+200B],asleep,2023-01-23 11:00:00 UTC',
      'open',
    ]);
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download these as CSV' }).click();
    expect((await download).suggestedFilename()).toMatch(/\.csv$/);
    await context.close();
  });

  it('ingests new data now', async () => {
    const { page, context } = await site.visit('/data');
    await page.getByText('That is all: 1 ingestion.').waitFor();
    const reached = site.hold('validate');
    site.service.put('later.csv', `${POLLS}2,active,2023-01-23 13:00:00 UTC\n`);
    await page.getByRole('button', { name: 'Ingest now' }).click();
    await reached;
    await page.locator('#ingestions [data-state=running]').waitFor();
    site.release();
    await page.locator('#ingestions li').first().getByText('1 new row').waitFor();
    await page.getByText('That is all: 2 ingestions.').waitFor();
    await context.close();
  });

  it('pauses the Schedule for a reason, and resumes it', async () => {
    const { page, context, troubles } = await site.visit('/data');
    await page.locator('#schedule-next li').nth(2).waitFor();
    await page.fill('#schedule-reason', 'The kitchen is closed');
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByText('Paused: no hourly ingestion runs').waitFor();
    await page.getByText('The kitchen is closed').waitFor();
    expect(await page.locator('#schedule-next li').count()).toBe(0);
    const paused = await site.api.get('/api/v1/schedule').expect(200);
    expect(paused.body).toMatchObject({ paused: true, note: 'The kitchen is closed' });
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.locator('#schedule-next li').nth(2).waitFor();
    expect(troubles).toEqual([]);
    await context.close();
  });
});

function cells(page: Page): Promise<string[]> {
  return page.locator('#quarantine-rows tr').first().locator('td').allTextContents();
}
