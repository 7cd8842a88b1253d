import { WORKED_EXAMPLE } from '../support/service';
import { type Site, startSite } from './site';

let site: Site;

beforeAll(async () => {
  site = await startSite(WORKED_EXAMPLE);
  await site.startWorker();
  await site.ingest();
});
afterEach(() => site.release());
afterAll(() => site.stop());

/** Starts a report that is held before its stage `aggregate`. */
async function heldReport(): Promise<{ readonly id: string; readonly address: string }> {
  const reached = site.hold();
  const id = await site.start();
  await reached;
  return { id, address: `/get_report?report_id=${id}` };
}

describe('the page of a running report', () => {
  it('shows each stage, then the result', async () => {
    const { address } = await heldReport();
    const { page, context } = await site.visit(address);
    await page.waitForSelector('[data-stage=aggregate][aria-current=step]');
    const steps = await page.evaluate<string[]>(
      "[...document.querySelectorAll('[data-stage]')].map((each) => each.dataset.step)",
    );
    expect(steps).toEqual(['done', 'done', 'done', 'current', 'waiting']);
    expect(await page.textContent('#watch-stores')).toBe('1');
    expect(await page.textContent('#watch-polls')).toBe('8');
    site.release();
    await page.waitForSelector('[data-state=Completed]');
    expect(page.url()).toContain(address);
    await context.close();
  });

  it('gets each step as an event, and polls if events fail', async () => {
    const { address, id } = await heldReport();
    const { page, context, troubles } = await site.visit('/get_report');
    const told = page.waitForRequest(`**/api/v1/reports/${id}/events`);
    await page.goto(new URL(address, page.url()).href);
    await told;
    await page.waitForSelector('[data-stage=aggregate][aria-current=step]');
    expect(troubles).toEqual([]);
    await page.route('**/events', (route) => route.fulfill({ status: 503 }));
    const asked = page.waitForResponse((answer) => answer.url().endsWith(`/api/v1/reports/${id}`));
    await page.reload();
    await asked;
    site.release();
    await page.waitForSelector('[data-state=Completed]');
    await context.close();
  });

  it('follows a report that no worker has started yet', async () => {
    const { page, context } = await site.visit('/trigger_report');
    await page.getByRole('link', { name: 'Show the report' }).click();
    await page.waitForSelector('[data-state=Completed]');
    await context.close();
  });

  it('cancels the report', async () => {
    const { address } = await heldReport();
    const { page, context } = await site.visit(address);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.waitForSelector('[data-state=Cancelled]');
    await context.close();
  });

  it('survives an outage of the service, and says so meanwhile', async () => {
    const { address } = await heldReport();
    const { page, context } = await site.visit(address);
    await page.waitForSelector('[data-stage=aggregate][aria-current=step]');
    await site.whileDown(async () => {
      await page.getByRole('alert').filter({ hasText: 'Trying again' }).waitFor();
      site.release();
    });
    await page.waitForSelector('[data-state=Completed]');
    await context.close();
  });

  it('shows a notification at the end, also after a reload', async () => {
    const { address } = await heldReport();
    const { page, context } = await site.visit('/get_report');
    const told: string[] = [];
    await context.grantPermissions(['notifications']);
    await page.exposeFunction('told', (title: string) => void told.push(title));
    // A headless shell grants no notifications: there the page gets a class that does.
    await page.addInitScript(
      'const Real = window.Notification?.permission === "granted" ? Notification : class { static permission = "granted"; static requestPermission = async () => "granted"; }; window.Notification = class extends Real { constructor(title, more) { super(title, more); told(title); } };',
    );
    await page.goto(new URL(address, page.url()).href);
    await page.getByRole('button', { name: 'Tell me when it is done' }).click();
    await page.getByRole('button', { name: 'You will be told when it is done' }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'You will be told when it is done' }).waitFor();
    site.release();
    await page.waitForSelector('[data-state=Completed]');
    expect(told).toEqual(['Your report is done']);
    await context.close();
  });

  it('works without JavaScript', async () => {
    const { address } = await heldReport();
    const { page, context } = await site.visit(address, { javaScript: false });
    expect(await page.textContent('[aria-current=step]')).toContain('Aggregate');
    site.release();
    await page.waitForSelector('[data-state=Completed]');
    await context.close();
  });
});
