import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { z } from 'zod';
import { type RunningCommand, runCommand, startCommand, untilSaid } from '../../support/command';
import { freePorts } from '../../support/free-ports';
import { tempFolder } from '../../support/temp-folder';
import { startTestServer } from '../../support/temporal';

const root = tempFolder();
const MAX_LOOKS = 5;

async function environment(name: string): Promise<Record<string, string>> {
  const [port, temporalPort, uiPort] = (await freePorts(3)).map(String);
  return {
    LOOPWATCH_DATA: path.join(root, name),
    LOOPWATCH_PORT: port ?? '',
    LOOPWATCH_TEMPORAL_PORT: temporalPort ?? '',
    LOOPWATCH_TEMPORAL_UI_PORT: uiPort ?? '',
    LOOPWATCH_LOG_LEVEL: 'warn',
  };
}

async function stop(command: RunningCommand): Promise<void> {
  command.process.kill('SIGINT');
  expect(await command.ended).toMatchObject({ code: 0, stderr: '' });
}

const statusSchema = z.object({ state: z.string(), links: z.object({ csv: z.string().nullable() }) });

async function untilCompleted(url: string, reportId: string): Promise<string> {
  for (let look = 0; look < MAX_LOOKS; look++) {
    await fetch(`${url}/api/v1/reports/${reportId}?wait=20s`);
    const answer = await fetch(`${url}/get_report?report_id=${reportId}`);
    const { state, links } = statusSchema.parse(await answer.json());
    if (state !== 'Running') expect(state).toBe('Completed');
    if (links.csv) return links.csv;
  }
  throw new Error('The report never completed.');
}

async function trigger(url: string): Promise<string> {
  const answer = await fetch(`${url}/trigger_report`);
  return z.object({ report_id: z.string() }).parse(await answer.json()).report_id;
}

/** What other users of this machine could read. */
function openToOthers(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return ['', ...names].filter((name) => (statSync(path.join(folder, name)).mode & 0o077) !== 0);
}

it('start runs everything, and another start after Ctrl-C still has all data', async () => {
  const env = await environment('kept');
  const first = startCommand(['start'], env);
  const url = await first.line('Page');
  expect(await first.line('Ingested 3 files:')).toMatch(/new polls/);
  expect(await first.line('No API keys:')).toContain('`loopwatch keys create`');
  expect(await first.line('Temporal Web UI')).toBe(`http://127.0.0.1:${env.LOOPWATCH_TEMPORAL_UI_PORT}`);
  expect((await fetch(await first.line('Temporal Web UI'))).status).toBe(200);
  expect((await fetch(await first.line('API docs'))).status).toBe(200);
  const reportId = await trigger(url);
  const link = await untilCompleted(url, reportId);
  const csv = await (await fetch(`${url}${link}`)).text();
  expect(csv.split('\n')).toHaveLength(52);
  const stores = await (await fetch(`${url}/api/v1/reports/${reportId}/stores?limit=1`)).json();
  expect(stores).toMatchObject({ total: 50, rows: [{}] });

  const beside = await runCommand(['start'], { ...env, ...(await environment('kept')) });
  expect(beside).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^loopwatch: The data folder .* is in use by another/),
  });
  await stop(first);
  expect(openToOthers(env.LOOPWATCH_DATA ?? '')).toEqual([]);

  const { stdout } = await runCommand(['keys', 'create', '--scope', 'read'], env);
  const second = startCommand(['start'], { ...env, LOOPWATCH_TEMPORAL_UI_PORT: '' });
  expect(await second.line('Nothing to do:')).toContain('3 looked at');
  expect(await second.line('Temporal Web UI')).toContain('off, because there are keys');
  const headers = { Authorization: `Bearer ${stdout.trim()}` };
  expect(await (await fetch(`${await second.line('Page')}${link}`, { headers })).text()).toBe(csv);
  await stop(second);
});

it('start says in one line what is wrong and ends', async () => {
  const env = await environment('wrong');
  const [free] = await freePorts(1);
  const blocker = createServer().listen(Number(env.LOOPWATCH_PORT), '127.0.0.1');
  const cases = [
    [{}, new RegExp(`^loopwatch: Port ${env.LOOPWATCH_PORT}, for the page and the API, is in use\\. `)],
    [
      { LOOPWATCH_PORT: String(free), LOOPWATCH_TEMPORAL_PORT: env.LOOPWATCH_PORT ?? '' },
      /^loopwatch: Port \d+, for the Temporal server, is in use/,
    ],
    [
      { LOOPWATCH_SOURCE: path.join(root, 'nowhere') },
      /^loopwatch: The source folder .*nowhere does not exist/,
    ],
    [{ LOOPWATCH_PORT: 'http' }, /^loopwatch: The setting LOOPWATCH_PORT cannot be used: must be a port/],
    [
      { LOOPWATCH_PORT: String(free), TEMPORAL_ADDRESS: '127.0.0.1:1' },
      /^loopwatch: No Temporal server answers at 127.0.0.1:1/,
    ],
    [
      { LOOPWATCH_PORT: String(free), LOOPWATCH_HOST: '0.0.0.0' },
      /^loopwatch: Loopwatch refuses to serve on 0.0.0.0 without an API key.*`loopwatch keys create/,
    ],
  ] as const;
  for (const [over, words] of cases) {
    const { code, stderr } = await runCommand(['start'], { ...env, ...over });
    expect(stderr).toMatch(words);
    expect({ code, lines: stderr.trimEnd().split('\n').length }).toEqual({ code: 1, lines: 1 });
  }
  blocker.close();
});

it('continues after its processes were killed', async () => {
  const env = await environment('killed');
  const first = startCommand(['start'], env);
  const url = await first.line('Page');
  await first.line('Ingested 3 files:');
  const reportId = await trigger(url);
  first.process.kill('SIGKILL');
  await first.ended;
  const second = startCommand(['start'], env);
  await second.line('Stopping the Temporal server that a crash left running.');
  await untilCompleted(await second.line('Page'), reportId);
  await stop(second);
});

it('the single roles together do what start does', async () => {
  const server = await startTestServer();
  const env = { ...(await environment('roles')), ...server.environment };
  const ingesting = startCommand(['ingest'], env);
  await untilSaid(
    ingesting,
    'Waiting for a worker. No worker is running: none takes workflow and activity tasks',
  );
  const worker = startCommand(['worker'], env);
  const api = startCommand(['api'], env);
  const ingested = await Promise.race([ingesting.ended, worker.ended, api.ended]);
  expect(ingested).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Ingested 3 files:/) });
  const url = await api.line('Page and API');
  await untilCompleted(url, await trigger(url));
  expect(await runCommand(['maintain'], env)).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^There was nothing to merge\. Verified/),
  });
  await stop(worker);
  await stop(api);
  await server.stop();
});

it('says how to get a Temporal server if there is none', async () => {
  const env = await environment('without');
  const cache = path.join(root, 'no-cache');
  const { code, stderr, stdout } = await runCommand(['start'], {
    ...env,
    PATH: root,
    LOOPWATCH_CACHE: cache,
  });
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: expect.stringMatching(
      /^loopwatch: No Temporal server was found, and none could be fetched\. Install/,
    ),
  });
  expect(stdout).toContain('No temporal was found on this machine: fetching one (once).');
  rmSync(cache, { recursive: true, force: true });
  expect(existsSync(path.join(root, 'without', 'loopwatch.pid'))).toBe(false);
});
