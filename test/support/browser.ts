import { readFileSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page, type Request } from 'playwright-core';
import { z } from 'zod';
import { askKeeper } from './run/ask-keeper';

const foundSchema = z.object({ path: z.string(), environment: z.record(z.string(), z.string()) });
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

export interface View {
  readonly width?: number;
  readonly dark?: boolean;
  readonly javaScript?: boolean;
}

/** A page and its problems: script errors, console errors (refused content too) and foreign requests. */
export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly troubles: readonly string[];
  /** Bytes of the answers so far, as transferred. */
  transferred(): Promise<number>;
}

export async function startBrowser(): Promise<Browser> {
  const found = await askKeeper('chromium', foundSchema);
  return chromium.launch({
    executablePath: found.path,
    env: { ...process.env, ...found.environment },
    args: ['--no-sandbox', '--headless', '--disable-gpu'],
  });
}

/** Opens an address of the service at `url` in a browser without cookies or cache. */
export async function visit(browser: Browser, url: string, view: View = {}): Promise<Visit> {
  const { width = 1_280, dark = false, javaScript = true } = view;
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: dark ? 'dark' : 'light',
    javaScriptEnabled: javaScript,
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
  });
  const page = await context.newPage();
  const troubles: string[] = [];
  const finished: Request[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') troubles.push(message.text());
  });
  page.on('pageerror', (error) => void troubles.push(String(error)));
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol.startsWith('http') && origin !== new URL(url).origin)
      troubles.push(`asked ${request.url()}`);
  });
  page.on('requestfinished', (request) => void finished.push(request));
  await page.goto(url);
  return {
    page,
    context,
    troubles,
    async transferred() {
      const sizes = await Promise.all(finished.map((request) => request.sizes()));
      return sizes.reduce((sum, size) => sum + size.responseBodySize + size.responseHeadersSize, 0);
    },
  };
}

/** The serious and critical findings of axe, each with its elements. */
export async function seriousFaults(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  return page.evaluate<string[]>(`axe.run({ resultTypes: ['violations'] }).then(({ violations }) => violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => id + ': ' + nodes.map(({ html, failureSummary }) => html + ' ' + failureSummary).join(' | ')))`);
}

/** Whether the page can be read without horizontal scrolling. */
export async function fitsItsWidth(page: Page): Promise<boolean> {
  return page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth');
}
