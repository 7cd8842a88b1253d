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

/** A report that stands before it aggregates. */
async function heldReport(): Promise<{ readonly id: string; readonly address: string }> {
  const reached = site.hold();
  const id = await site.start();
  await reached;
  return { id, address: `/get_report?report_id=${id}` };
}

describe('the page of a running report', () => {
  it('shows each stage, and the result by itself', async () => {
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

  it('is told of each step by the service, and asks for it where that cannot be had', async () => {
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

  it('follows a report that no worker has taken up yet', async () => {
    const { page, context } = await site.visit('/trigger_report');
    await page.getByRole('link', { name: 'Show the report' }).click();
    await page.waitForSelector('[data-state=Completed]');
    await context.close();
  });

  it('cancels it', async () => {
    const { address } = await heldReport();
    const { page, context } = await site.visit(address);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.waitForSelector('[data-state=Cancelled]');
    await context.close();
  });

  it('loses nothing to a service that is away for a while, and says so meanwhile', async () => {
    const { address } = await heldReport();
    const { page, context } = await site.visit(address);
    await page.waitForSelector('[data-stage=aggregate][aria-current=step]');
    await site.whileAway(async () => {
      await page.getByRole('alert').filter({ hasText: 'Trying again' }).waitFor();
      site.release();
    });
    await page.waitForSelector('[data-state=Completed]');
    await context.close();
  });

  it('tells of the end by a notice, also after a reload', async () => {
    const { address } = await heldReport();
    const { page, context } = await site.visit('/get_report');
    const told: string[] = [];
    await context.grantPermissions(['notifications']);
    await page.exposeFunction('told', (title: string) => void told.push(title));
    await page.addInitScript(
      'const Real = Notification; window.Notification = class extends Real { constructor(title, more) { super(title, more); told(title); } };',
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

  it('goes on without JavaScript', async () => {
    const { address } = await heldReport();
    const { page, context } = await site.visit(address, { javaScript: false });
    expect(await page.textContent('[aria-current=step]')).toContain('Aggregate');
    site.release();
    await page.waitForSelector('[data-state=Completed]');
    await context.close();
  });
});
