import type { Browser } from 'playwright-core';
import { listen } from '../../src/api/server/listen';
import { ensureIngestSchedule } from '../../src/temporal/schedules/ensure-schedules';
import { type ApiUnderTest, startApi } from '../api/api-under-test';
import { startBrowser, type View, type Visit, visit } from '../support/browser';

export interface Site extends ApiUnderTest {
  /** Opens an address in a new window without cookies or cache. */
  visit(path: string, view?: View): Promise<Visit>;
  /** Stops the server while `use` runs, then starts it again at the same address. */
  whileDown(use: () => Promise<void>): Promise<void>;
}

/** Starts the whole service with its Schedule on a port of its own, and a browser. */
export async function startSite(files: Readonly<Record<string, string>> = {}): Promise<Site> {
  const browser: Browser = await startBrowser();
  const test = await startApi(files);
  await ensureIngestSchedule(test.apiPorts.client);
  let server = await listen(test.app, { host: '127.0.0.1', port: 0 });
  const { url } = server;
  return {
    ...test,
    visit: (path, view) => visit(browser, `${url}${path}`, view),
    async whileDown(use) {
      await server.close();
      await use();
      server = await listen(test.app, { host: '127.0.0.1', port: Number(new URL(url).port) });
    },
    async stop() {
      await browser.close();
      await server.close();
      await test.stop();
    },
  };
}
