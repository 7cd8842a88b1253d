import type { Page } from 'playwright-core';
import { POLLS } from '../support/service';
import { type Site, startSite } from './site';

const STORES = ['apple-1', 'apple-2', 'pear-1'];

let site: Site;

beforeAll(async () => {
  const polls = STORES.map((id) => `${id},active,2023-01-23 09:00:00 UTC\n`).join('');
  site = await startSite({ 'polls.csv': `${POLLS}${polls}` });
  await site.startWorker();
  await site.ingest();
});
afterEach(() => site.release());
afterAll(() => site.stop());

describe('requesting a report', () => {
  it('works with the keyboard alone', async () => {
    const { page, context, troubles } = await site.visit('/');
    await page.waitForSelector('#latest-poll:not(:empty)');
    await tabTo(page, 'stores');
    await page.keyboard.type('APPLE');
    await page.waitForSelector('[role=option]');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    const active = await page.getAttribute('#stores', 'aria-activedescendant');
    expect(await page.textContent(`#${active}`)).toBe('apple-2');
    await page.keyboard.press('Enter');
    expect(await chips(page)).toEqual(['apple-2']);
    expect(await page.getAttribute('#stores', 'aria-expanded')).toBe('false');
    expect(troubles).toEqual([]);
    await tabTo(page, null, 'Make the report');
    await page.keyboard.press('Enter');
    const options = await optionsOfNew(page);
    expect(options).toMatchObject({
      stores: ['apple-2'],
      as_of: null,
      method: 'interpolate',
      hold_seconds: 7_200,
    });
    await context.close();
  });

  it('adds the first match on Enter, or the text itself if nothing matches', async () => {
    const { page, context, troubles } = await site.visit('/');
    const enter = async (text: string, chosen: readonly string[]) => {
      await page.fill('#stores', text);
      await page.keyboard.press('Enter');
      await page
        .locator('#store-chips li')
        .nth(chosen.length - 1)
        .waitFor();
      await page.waitForSelector('#stores:placeholder-shown');
      expect(await chips(page)).toEqual(chosen);
    };
    await enter('pea', ['pear-1']);
    await enter('apple-2', ['pear-1', 'apple-2']);
    await enter('le-', ['pear-1', 'apple-2', 'apple-1']);
    await enter('apple', ['pear-1', 'apple-2', 'apple-1']);
    await enter('plum', ['pear-1', 'apple-2', 'apple-1', 'plum']);
    expect(troubles).toEqual([]);
    await context.close();
  });

  it('accepts a pasted list, a time in UTC, a hold and more options', async () => {
    const { page, context } = await site.visit('/');
    await page.check('#when-instant');
    await page.fill('#as-of', '2023-01-23T12:00');
    await page.fill('#hold', '45');
    await page.selectOption('#hold-unit', 'm');
    await page.fill('#stores', 'a, b ;a');
    expect(await chips(page)).toEqual(['a', 'b']);
    await page.getByRole('button', { name: 'Remove store a' }).click();
    await page.fill('#stores', 'nobody');
    await page.getByText('More options').click();
    await page.uncheck('[name=formats][value=pdf]');
    await page.check('[name=extended]');
    await page.getByRole('button', { name: 'Make the report' }).click();
    expect(await optionsOfNew(page)).toEqual({
      as_of: '2023-01-23T12:00:00Z',
      method: 'interpolate',
      hold_seconds: 2_700,
      stores: ['b', 'nobody'],
      stores_asked: 2,
      formats: ['csv', 'json'],
      extended: true,
      full_table: false,
      raw_csv: false,
    });
    await context.close();
  });

  it('shows the hold only for methods that use it', async () => {
    const { page, context } = await site.visit('/');
    expect(await page.isVisible('#hold')).toBe(true);
    expect(await page.isVisible('#as-of')).toBe(false);
    await page.selectOption('#method', 'count');
    expect(await page.isVisible('#hold')).toBe(false);
    await page.getByRole('button', { name: 'Make the report' }).click();
    expect(await optionsOfNew(page)).toMatchObject({ method: 'count', stores: null });
    await context.close();
  });

  it('retries with the same key after a lost answer', async () => {
    const { page, context } = await site.visit('/');
    const keys: (string | undefined)[] = [];
    await page.route('**/api/v1/reports', async (route) => {
      keys.push(route.request().headers()['idempotency-key']);
      await (keys.length === 1 ? route.abort() : route.continue());
    });
    await page.getByRole('button', { name: 'Make the report' }).click();
    await page.getByRole('alert').filter({ hasText: 'Loopwatch does not answer' }).waitFor();
    await page.getByRole('button', { name: 'Make the report' }).click();
    await optionsOfNew(page);
    expect(keys).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/), keys[0]]);
    await context.close();
  });

  it('says what is wrong, and keeps the input', async () => {
    const { page, context } = await site.visit('/');
    await page.fill('#hold', '200');
    await page.getByRole('button', { name: 'Make the report' }).click();
    await page.getByRole('alert').filter({ hasText: 'hold must be at most a week' }).waitFor();
    expect(await page.inputValue('#hold')).toBe('200');
    await page.check('#when-instant');
    await page.getByRole('button', { name: 'Make the report' }).click();
    await page.getByRole('alert').filter({ hasText: 'Give the date and the time' }).waitFor();
    await context.close();
  });
});

/** Presses Tab until the element with the id or the button with the text has the focus. */
async function tabTo(page: Page, id: string | null, text = ''): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab');
    const [focused, words] = await page.evaluate<[string, string]>(
      '[document.activeElement.id, document.activeElement.textContent]',
    );
    if (id === null ? words === text : focused === id) return;
  }
  throw new Error(`Tab does not lead to ${id ?? text}.`);
}

function chips(page: Page): Promise<string[]> {
  return page.locator('#store-chips li bdi').allTextContents();
}

/** The options of the report whose page the form opened. */
async function optionsOfNew(page: Page): Promise<object> {
  await page.waitForURL('**/reports/*');
  const id = String(new URL(page.url()).pathname.split('/').at(-1));
  const { body } = await site.api.get(`/api/v1/reports/${id}`).expect(200);
  await site.untilClosed(id);
  return body.options;
}
