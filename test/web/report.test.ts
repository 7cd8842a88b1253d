import type { Page } from 'playwright-core';
import { fitsItsWidth, seriousFaults } from '../support/browser';
import { sampleFiles } from '../support/sample';
import { type Site, startSite } from './site';

const STORE = '8139926242460185114';
const VIEWS = [
  { width: 1_280, dark: false },
  { width: 1_280, dark: true },
  { width: 320, dark: false },
  { width: 360, dark: true },
];

let site: Site;
let id: string;
let compared: string;

beforeAll(async () => {
  site = await startSite(sampleFiles());
  await site.startWorker();
  await site.ingest();
  id = await site.start();
  await site.untilClosed(id);
  const { headers } = await site.api.post(`/reports/${id}/previous-week`).expect(303);
  compared = headers.location ?? '';
  await site.untilClosed(compared.split('/').at(-1) ?? '');
});
afterAll(() => site.stop());

describe.each([
  ['a report', () => `/reports/${id}`],
  ['a store', () => `/reports/${id}/stores/${STORE}`],
  ['two weeks', () => compared],
] as const)('the page of %s', (_name, address) => {
  it.each(VIEWS)('is accessible and loads nothing from other sites: %j', async (view) => {
    const { page, context, troubles } = await site.visit(address(), view);
    await page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true");
    expect(await seriousFaults(page)).toEqual([]);
    expect(await fitsItsWidth(page)).toBe(true);
    expect(troubles).toEqual([]);
    await context.close();
  });
});

describe('the table of stores', () => {
  it('searches and sorts in place, and keeps the state in the address', async () => {
    const { page, context, troubles } = await site.visit(`/reports/${id}`);
    await page.evaluate('window.isSame = true');
    await page.fill('#search', STORE.slice(3, 12));
    await page.getByText('1 to 1 of 1 store whose id contains').waitFor();
    expect(await page.locator('table.stores tbody tr').count()).toBe(1);
    await page.fill('#search', '');
    await page.getByText('1 to 50 of 50 stores.').waitFor();
    await page.locator('table.stores a[data-place=polls]').press('Enter');
    await page.waitForSelector('th[aria-sort=ascending] a[data-place=polls]');
    expect(await page.evaluate('document.activeElement.dataset.place')).toBe('polls');
    await page.locator('table.stores a[data-place=polls]').press('Enter');
    await page.waitForSelector('th[aria-sort=descending] a[data-place=polls]');
    expect(new URL(page.url()).searchParams.get('order')).toBe('desc');
    const first = await page.textContent('table.stores tbody th');
    expect(await page.evaluate('window.isSame')).toBe(true);
    await page.reload();
    expect(await page.textContent('table.stores tbody th')).toBe(first);
    expect(troubles).toEqual([]);
    await context.close();
  });

  it('leads from a search to its results', async () => {
    const { page, context } = await site.visit(`/reports/${id}`);
    await page.fill('#search', STORE);
    await page.press('#search', 'Enter');
    await page.waitForSelector('#stores-status:focus');
    expect(await isInView(page, 'table.stores tbody tr')).toBe(true);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    expect(await page.evaluate("document.activeElement.closest('#stores-rows') !== null")).toBe(true);
    await page.reload();
    expect(await isInView(page, '#stores-status')).toBe(true);
    await context.close();
  });

  it('reports an outage, and recovers from it', async () => {
    const { page, context } = await site.visit(`/reports/${id}`);
    await site.whileDown(async () => {
      await page.fill('#search', 'x');
      await page.getByText('Loopwatch does not answer.').waitFor();
    });
    await page.fill('#search', STORE);
    await page.getByText('1 to 1 of 1 store whose id contains').waitFor();
    expect(await page.textContent('#stores-trouble')).toBe('');
    await context.close();
  });

  it('works without JavaScript', async () => {
    const { page, context } = await site.visit(`/reports/${id}`, { javaScript: false });
    await page.click('table.stores a[data-place=store_id]');
    expect(new URL(page.url()).searchParams.get('sort')).toBe('store_id');
    await page.fill('#search', STORE);
    await page.click('#stores-search button');
    // The browser scrolls once it has laid the page out.
    for (let turn = 0; turn < 200 && !(await isInView(page, '#stores-status')); turn++);
    expect(await isInView(page, '#stores-status')).toBe(true);
    await page.click('table.stores tbody a');
    expect(await page.textContent('h1')).toBe(`Store ${STORE}`);
    await page.click('summary:has-text("63.00 h")');
    await page.getByText('in sum 63.00 h').first().waitFor();
    await context.close();
  });
});

function isInView(page: Page, selector: string): Promise<boolean> {
  return page.evaluate<boolean>(`(() => {
    const { top, bottom } = document.querySelector('${selector}').getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  })()`);
}
