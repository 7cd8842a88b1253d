import { HOURS, POLLS, ZONES } from '../support/service';
import { type Site, startSite } from './site';

const rows = (...stores: readonly string[]) => stores.map((id) => `${id},0,09:00,17:00\n`).join('');
const FILES = {
  'polls.csv': `${POLLS}1,active,2023-01-23 09:00:00 UTC\n`,
  'hours.csv': `${HOURS}${rows('1', '2', '3', '4', '5')}`,
  'zones.csv': `${ZONES}1,UTC\n`,
};

let site: Site;

beforeAll(async () => {
  site = await startSite(FILES);
  await site.startWorker();
  await site.ingest();
  site.service.put('hours.csv', `${HOURS}${rows('1')}`);
  await site.ingest();
});
afterEach(() => site.release());
afterAll(() => site.stop());

it('the page of the data accepts a version that is held back, then what its stores have lost', async () => {
  const { page, context, troubles } = await site.visit('/data');
  const hours = page.locator('#inputs > li').filter({ hasText: 'Menu hours' });
  await hours.getByText('Version 2 is held back because it has lost 4 of the 5 stores').waitFor();
  await hours.getByText('5 stores from the files').waitFor();
  await hours.getByRole('button', { name: 'Use version 2' }).click();
  await hours.getByText('4 stores lost by the files, kept').waitFor();
  await page.getByText('Version 2 of the hours is in use now.').waitFor();
  await hours.getByText('3 keeps Mon 09:00–17:00').waitFor();
  await hours.getByRole('button', { name: 'Accept that store 3 has none' }).click();
  await hours.getByText('3 stores lost by the files, kept').waitFor();
  expect(await hours.getByText('3 keeps Mon').count()).toBe(0);
  await hours.getByRole('button', { name: 'Accept the loss of all 3 stores' }).click();
  await hours.getByText('version 4, from hours.csv').waitFor();
  expect(await hours.getByRole('button').count()).toBe(0);
  expect(troubles).toEqual([]);
  await context.close();
});
