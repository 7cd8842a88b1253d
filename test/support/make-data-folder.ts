/**
 * `npm run data-folder -- VERSION CHECKOUT` has a released version, checked out and built in a folder, make a small data
 * folder, and keeps it for the tests of upgrades. It uses the release as people do: its command line and its API.
 */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { z } from 'zod';
import { findTemporalBinary } from '../../src/temporal/server/server-binary';
import { HOURS_ROWS, LATER, POLLS_ROWS, ZONES_ROWS } from './data-folder-inputs';
import { freePorts } from './free-ports';

const PAUSE_MILLIS = 200;
const FIXTURES = path.resolve('test/fixtures/data-folders');
const run = promisify(execFile);
const bodySchema = z.object({ report_id: z.string(), state: z.string().optional() });

interface Release {
  readonly checkout: string;
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
  readonly url: string;
}

async function main([version, checkout]: readonly string[]): Promise<void> {
  if (version === undefined || checkout === undefined) throw new Error('Usage: VERSION CHECKOUT');
  const root = mkdtempSync(path.join(os.tmpdir(), 'loopwatch-release-'));
  const [port, temporalPort, uiPort] = await freePorts(3);
  const { path: temporal } = await findTemporalBinary({
    kind: 'dev-server',
    cacheDir: path.resolve('node_modules/.cache/loopwatch'),
    pathVariable: process.env.PATH ?? '',
    log: console.error,
  });
  const release: Release = {
    checkout,
    root,
    url: `http://127.0.0.1:${port}`,
    env: {
      PATH: [path.dirname(temporal), process.env.PATH].join(path.delimiter),
      HOME: process.env.HOME,
      LOOPWATCH_DATA: path.join(root, 'data'),
      LOOPWATCH_SOURCE: path.join(root, 'source'),
      LOOPWATCH_PORT: String(port),
      LOOPWATCH_TEMPORAL_PORT: String(temporalPort),
      LOOPWATCH_TEMPORAL_UI_PORT: String(uiPort),
    },
  };
  const temporalAddress = `127.0.0.1:${temporalPort}`;
  await writeFolder(release, version, () => live(release, temporalAddress));
  rmSync(root, { recursive: true, force: true });
}

async function writeFolder({ root }: Release, version: string, live: () => Promise<object>): Promise<void> {
  const facts = await live();
  const kept = path.join(root, version);
  mkdirSync(kept);
  cpSync(path.join(root, 'source'), path.join(kept, 'source'), { recursive: true });
  for (const part of ['catalogue.db', 'blobs'])
    cpSync(path.join(root, 'data', part), path.join(kept, 'data', part), { recursive: true });
  writeFileSync(
    path.join(kept, 'facts.json'),
    JSON.stringify({ source: path.join(root, 'source'), ...facts }),
  );
  await run('tar', ['-czf', path.join(FIXTURES, `${version}.tar.gz`), '-C', kept, '.']);
}

/** Ingests, reports, lets the files grow, and does so again. @returns what the tests need to know */
async function live(release: Release, temporalAddress: string): Promise<object> {
  const put = (name: string, text: string) => writeFileSync(path.join(release.root, 'source', name), text);
  mkdirSync(path.join(release.root, 'source'));
  put('polls.csv', POLLS_ROWS);
  put('hours.csv', HOURS_ROWS);
  put('zones.csv', ZONES_ROWS);
  const service = spawn(process.execPath, [path.join(release.checkout, 'dist/cli/main.js'), 'start'], {
    env: release.env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(service, 'exit');
  for await (const line of createInterface(service.stdout)) if (line.trimStart().startsWith('Page ')) break;
  service.stdout.resume();
  const reports = [await report(release, 'interpolate'), await report(release, 'count')];
  appendFileSync(path.join(release.root, 'source', 'polls.csv'), LATER.polls);
  put('more-polls.csv', LATER.morePolls);
  put('hours.csv', HOURS_ROWS + LATER.hours);
  put('zones.csv', ZONES_ROWS + LATER.zones);
  await command(release, ['ingest'], { TEMPORAL_ADDRESS: temporalAddress });
  reports.push(await report(release, 'interpolate'), await report(release, 'count'));
  // The first releases had no keys.
  const key = await command(release, ['keys', 'create', '--scope', 'trigger', '--name', 'kept']).then(
    ({ stdout }) => /lw_\S+/.exec(stdout)?.[0] ?? null,
    () => null,
  );
  service.kill('SIGINT');
  await ended;
  return { reports, key };
}

function command({ checkout, env }: Release, args: readonly string[], more: NodeJS.ProcessEnv = {}) {
  return run(process.execPath, [path.join(checkout, 'dist/cli/main.js'), ...args], {
    env: { ...env, ...more },
  });
}

async function report({ url }: Release, method: string): Promise<string> {
  const address = `${url}/api/v1/reports`;
  const started = await fetch(address, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ method, extended: true }),
  });
  const { report_id } = bodySchema.parse(await started.json());
  for (;;) {
    const { state } = bodySchema.parse(await (await fetch(`${address}/${report_id}`)).json());
    if (state === 'Completed') return report_id;
    if (state !== 'Running') throw new Error(`The report is ${state}`);
    await setTimeout(PAUSE_MILLIS);
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
