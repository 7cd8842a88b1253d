import { Client, Connection } from '@temporalio/client';
import type { Browser } from 'playwright-core';
import { csvCell } from '../../src/domain/text/csv-cell';
import { plainMarkdown } from '../../src/domain/text/plain-markdown';
import { type EmbeddedServer, startEmbeddedServer } from '../../src/temporal/server/embedded-server';
import { startBrowser, visit } from '../support/browser';
import { freePorts } from '../support/free-ports';
import { KNOWN_HOSTILE } from '../support/hostile-names';
import { WORKED_EXAMPLE } from '../support/service';
import { tempFolder } from '../support/temp-folder';
import { serverBinary } from '../support/temporal';
import { type Site, startSite } from './site';

const folder = tempFolder();

describe('store ids that somebody wrote to harm a reader, in a browser', () => {
  let site: Site;
  let reportId: string;
  beforeAll(async () => {
    const rows = KNOWN_HOSTILE.map((id) => `${csvCell(id)},active,2023-01-23 10:00:00 UTC\n`).join('');
    site = await startSite({ 'polls.csv': `${WORKED_EXAMPLE['polls.csv']}${rows}` });
    await site.startWorker();
    await site.ingestNow();
    reportId = await site.start({ stores: KNOWN_HOSTILE });
    await site.untilClosed(reportId);
  });
  afterAll(() => site.stop());

  const pageOf: Readonly<Record<string, () => string>> = {
    'the report': () => `/reports/${reportId}`,
    'the quarantine': () => '/data',
    ...Object.fromEntries(
      KNOWN_HOSTILE.slice(0, 5).flatMap((id) => [
        [`a search for ${id}`, () => `/reports/${reportId}/stores?search=${encodeURIComponent(id)}`],
        [`the page of ${id}`, () => `/reports/${reportId}/stores/${encodeURIComponent(id)}`],
      ]),
    ),
  };

  it.each(Object.entries(pageOf))('%s runs nothing and asks nobody else', async (_name, address) => {
    const { page, context, troubles } = await site.visit(address());
    await page.waitForLoadState('networkidle');
    expect(await page.locator('svg[onload], img[src="x"], a[href^="javascript:"]').count()).toBe(0);
    // The console names a page that is not there.
    expect(troubles.filter((line) => !/404|400/.test(line))).toEqual([]);
    await context.close();
  });
});

/** Temporal's page reads summaries as Markdown. */
describe('names in the Temporal Web UI', () => {
  const NAMES = [
    '![x](http://evil.example/x.png)',
    '[pay here](http://evil.example/pay)',
    '<img src=x onerror=alert(1)>',
    '[x](javascript:alert(1))',
    'https://evil.example/pay and www.evil.example',
  ];
  let server: EmbeddedServer;
  let browser: Browser;
  let connection: Connection;
  beforeAll(async () => {
    const [uiPort = 0] = await freePorts(1);
    server = await startEmbeddedServer({
      binaryPath: await serverBinary('dev-server'),
      dataDir: folder,
      port: null,
      uiPort,
      namespace: 'default',
      log: () => undefined,
    });
    browser = await startBrowser();
    connection = await Connection.connect({ address: server.address });
  });
  afterAll(async () => {
    await connection.close();
    await browser.close();
    await server.stop();
  });

  it.each(NAMES)('%s is text', async (name) => {
    const workflowId = `named-${NAMES.indexOf(name)}`;
    const summary = `Standing report: ${plainMarkdown(name)}`;
    await new Client({ connection }).workflow.start('named', {
      workflowId,
      taskQueue: 'nobody',
      staticSummary: summary,
      staticDetails: summary,
    });
    const { page, context } = await visit(
      browser,
      `${server.uiUrl}/namespaces/default/workflows/${workflowId}`,
    );
    const asked: string[] = [];
    page.on('request', (request) => void asked.push(request.url()));
    await page.getByText('User Metadata').click();
    const contents = () => Promise.all(page.frames().map((frame) => frame.content()));
    let frames = await contents();
    for (let turn = 0; turn < 200 && !frames.some((html) => html.includes('Standing report')); turn++)
      frames = await contents();
    expect(frames.some((html) => html.includes('Standing report'))).toBe(true);
    for (const html of frames)
      expect(html).not.toMatch(/<img[^>]*evil|<a[^>]*(evil|javascript:)|<img src="?x/);
    expect(asked.filter((url) => new URL(url).hostname.endsWith('evil.example'))).toEqual([]);
    await context.close();
  });
});
