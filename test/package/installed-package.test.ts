import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { freePorts } from '../support/free-ports';
import { requireFreshBuild } from '../support/fresh-build';
import { SAMPLE } from '../support/sample';
import { tempFolder } from '../support/temp-folder';

const run = promisify(execFile);
const ROOT = path.resolve(__dirname, '../..');
const folder = tempFolder();
const empty = path.join(folder, 'empty');
const prefix = path.join(folder, 'prefix');
const installed = path.join(prefix, 'lib/node_modules/loopwatch');
const LOOPWATCH = path.join(prefix, 'bin/loopwatch');

/** The path has nothing of the repository. The Temporal server comes from the shared cache of the tests. */
const env = {
  PATH: [path.dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'].join(path.delimiter),
  HOME: process.env.HOME ?? folder,
  LOOPWATCH_CACHE: path.join(ROOT, 'node_modules/.cache/loopwatch'),
};

beforeAll(async () => {
  requireFreshBuild();
  await mkdir(empty);
  // `prepack` would remove the build that other tests use.
  await run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], { cwd: ROOT });
  const file = (await readdir(folder)).find((name) => name.endsWith('.tgz'));
  const install = ['install', '--global', '--prefix', prefix, '--ignore-scripts', '--prefer-offline'];
  await run('npm', [...install, '--no-audit', '--no-fund', path.join(folder, String(file))], {
    cwd: empty,
    env: { ...process.env, ...env },
  });
  await run('npm', ['run', 'postinstall'], { cwd: installed, env: { ...process.env, ...env } });
  // Compiling this module takes minutes; `npm ci` has compiled the same version for the same Node.
  const native = 'node_modules/better-sqlite3/build';
  await cp(path.join(ROOT, native), path.join(installed, native), { recursive: true });
}, 600_000);

it('writes a report when it runs in an empty folder', async () => {
  const out = path.join(empty, 'results');
  await run(LOOPWATCH, ['report', '--data', SAMPLE, '--out', out], { cwd: empty, env });
  expect((await readdir(out)).sort()).toEqual(['report.csv', 'report.json', 'report.pdf']);
  const [header, ...rows] = (await readFile(path.join(out, 'report.csv'), 'utf8')).trimEnd().split('\n');
  expect(header).toContain('uptime_last_week(in hours)');
  expect(rows).toHaveLength(50);
});

it('starts everything with its own sample, and stops', async () => {
  const [port, temporalPort, uiPort] = await freePorts(3);
  const ports = ['--port', port, '--temporal-port', temporalPort, '--temporal-ui-port', uiPort].map(String);
  const child = spawn(LOOPWATCH, ['start', ...ports], {
    cwd: empty,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    await untilPrinted(child, 'Page');
    const page = await fetch(`http://127.0.0.1:${port}/`);
    expect(page.status).toBe(200);
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
    const assets = [...(await page.text()).matchAll(/"(\/assets\/[^"]+)"/g)].map(([, asset]) => asset);
    expect(assets.length).toBeGreaterThan(2);
    for (const asset of assets) expect((await fetch(`http://127.0.0.1:${port}${asset}`)).status).toBe(200);
  } finally {
    child.kill('SIGINT');
  }
  expect(await once(child, 'exit')).toEqual([0, null]);
});

async function untilPrinted(child: ChildProcess, start: string): Promise<void> {
  if (!child.stdout) throw new Error('It has no standard output.');
  for await (const line of createInterface(child.stdout)) {
    if (!line.trimStart().startsWith(start)) continue;
    child.stdout.resume();
    return;
  }
  throw new Error(`It ended without printing "${start}".`);
}
