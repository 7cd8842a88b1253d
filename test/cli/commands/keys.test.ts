import path from 'node:path';
import { runCommand, startCommand } from '../../support/command';
import { freePorts } from '../../support/free-ports';
import { tempFolder } from '../../support/temp-folder';
import { startTestServer } from '../../support/temporal';

const root = tempFolder();
const keys = (folder: string, ...args: readonly string[]) =>
  runCommand(['keys', ...args, '--data-dir', path.join(root, folder)]);

it('creates a key that is shown once, lists it without its secret, and revokes it', async () => {
  expect(await keys('life', 'list')).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^No API keys\. /),
  });
  const made = await keys('life', 'create', '--scope', 'trigger', '--name', 'the notebook');
  expect(made).toMatchObject({ code: 0, stderr: expect.stringContaining('"the notebook"') });
  expect(made.stdout).toMatch(/^lw_[0-9a-f]{10}_[0-9a-f]{64}\n$/);
  expect(made.stderr).toContain(path.join(root, 'life'));
  expect(made.stderr).not.toContain('Warning');
  const [, id = '', secret = ''] = made.stdout.trim().split('_');
  expect(made.stderr).not.toContain(secret);

  const listed = await keys('life', 'list');
  expect(listed.stdout).toMatch(
    new RegExp(`^lw_${id}_…  the notebook  trigger  created \\S+, never used\n$`),
  );
  const revoked = await keys('life', 'revoke', id);
  expect(revoked).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^The key "the notebook" is revoked/),
  });
  expect((await keys('life', 'list')).stdout).toMatch(/, revoked \d{4}-\d\d-\d\d\n$/);
});

it('gives a key an end, and says so in the list', async () => {
  expect((await keys('ends', 'create', '--scope', 'read', '--expires', '30')).code).toBe(0);
  expect((await keys('ends', 'list')).stdout).toMatch(/never used, expires \d{4}-\d\d-\d\d\n$/);
  for (const days of ['0', '-1', '1.5', '3651', 'soon'])
    expect(await keys('ends', 'create', '--scope', 'read', '--expires', days)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('a number of days from 1 to 3650'),
    });
});

it('warns if no service has used the catalogue of the new key', async () => {
  const made = await keys('elsewhere', 'create', '--scope', 'read');
  expect(made).toMatchObject({ code: 0, stdout: expect.stringMatching(/^lw_\S+\n$/) });
  expect(made.stderr).toMatch(new RegExp(`${path.join(root, 'elsewhere')}\\S* keeps its hash`));
  expect(made.stderr).toMatch(/\nWarning: No Loopwatch has used this catalogue\. Name .* with --data-dir/);
  expect((await keys('elsewhere', 'create', '--scope', 'read')).stderr).not.toContain('Warning');
});

it('accepts an id as the list shows it', async () => {
  const { stdout } = await keys('shown', 'create', '--scope', 'read');
  const shown = `${stdout.slice(0, 14)}…`;
  expect((await keys('shown', 'revoke', shown)).code).toBe(0);
});

it('says why it refuses', async () => {
  const unknown = await keys('wrong', 'revoke', 'abc');
  expect(unknown).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^loopwatch: No key has this id\. /),
  });
  for (const name of ['', 'api', 'Page', 'a\nb', '<b>', 'x'.repeat(61)]) {
    const refused = await keys('wrong', 'create', '--scope', 'read', '--name', name);
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('A key cannot be named') });
  }
  expect(await keys('wrong', 'create', '--scope', 'all')).toMatchObject({ code: 2 });
  expect(await keys('wrong', 'create')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--scope'),
  });
  expect((await keys('wrong', 'list')).stdout).toMatch(/^No API keys/);
});

it('lets other machines call only if a key exists', async () => {
  const server = await startTestServer();
  const [port] = await freePorts(1);
  const env = {
    LOOPWATCH_DATA: path.join(root, 'served'),
    LOOPWATCH_PORT: String(port),
    LOOPWATCH_LOG_LEVEL: 'debug',
    ...server.environment,
  };
  const exposures = [
    [
      { LOOPWATCH_HOST: '0.0.0.0' },
      /^loopwatch: Loopwatch refuses to serve on 0\.0\.0\.0 without an API key/,
    ],
    [
      { LOOPWATCH_ALLOWED_HOSTS: 'uptime.example' },
      /^loopwatch: Loopwatch refuses to serve other machines without/,
    ],
    [
      { LOOPWATCH_TRUSTED_PROXIES: 'loopback' },
      /^loopwatch: Loopwatch refuses to serve other machines without/,
    ],
  ] as const;
  for (const [over, words] of exposures) {
    const refused = await runCommand(['api'], { ...env, ...over });
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringMatching(words) });
    expect(refused.stderr).toContain(`loopwatch keys create --scope admin --data-dir ${env.LOOPWATCH_DATA}`);
  }

  const key = (await keys('served', 'create', '--scope', 'read')).stdout.trim();
  const api = startCommand(['api'], { ...env, LOOPWATCH_HOST: '0.0.0.0' });
  expect(await api.line('API keys:')).toMatch(/^1 in use/);
  const address = `http://127.0.0.1:${port}/api/v1/reports`;
  const statusWith = async (headers: Record<string, string>) => (await fetch(address, { headers })).status;
  expect(await statusWith({})).toBe(401);
  expect(await statusWith({ Authorization: `Bearer ${key}` })).toBe(200);
  await keys('served', 'revoke', key.slice(3, 13));
  expect(await statusWith({ 'X-API-Key': key })).toBe(401);
  api.process.kill('SIGINT');
  const { stdout, stderr } = await api.ended;
  expect(stderr).toContain('/api/v1/reports');
  expect(stdout + stderr).not.toContain(key.slice(14));
  await server.stop();
});
