import { createServer, type Server } from 'node:net';
import path from 'node:path';
import { z } from 'zod';
import { checkSettings } from '../../../src/cli/doctor/check-settings';
import { loadSettings } from '../../../src/config/settings';
import { tempFolder } from '../../support/temp-folder';

const folder = tempFolder();

async function statesOf(environment: Record<string, string>): Promise<string[]> {
  const settings = loadSettings({}, { LOOPWATCH_DATA: path.join(folder, 'none'), ...environment });
  return (await checkSettings(settings)).map(({ state, what }) => `${state}: ${what}`);
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return z.object({ port: z.number() }).parse(server.address()).port;
}

it('well-chosen settings are ok', async () => {
  expect(await statesOf({})).toEqual(['ok: Only this machine can call the API']);
});

it('a misspelt variable is a warning', async () => {
  expect(await statesOf({ LOOPWATCH_SOURCES: '/data' })).toContain(
    'warning: LOOPWATCH_SOURCES is unknown and has no effect. Did you mean LOOPWATCH_SOURCE?',
  );
});

it('a host for other machines without a key is a problem', async () => {
  expect(await statesOf({ LOOPWATCH_HOST: '0.0.0.0' })).toEqual([
    expect.stringMatching(/^problem: Loopwatch refuses to serve on 0\.0\.0\.0 without an API key/),
  ]);
});

it('a mail server needs a sender, and has to answer', async () => {
  const server = createServer((socket) => void socket.end('220 mail.example\r\n'));
  const port = await listen(server);
  const url = { LOOPWATCH_SMTP_URL: `smtp://127.0.0.1:${port}` };
  const sender = { LOOPWATCH_MAIL_FROM: 'reports@uptime.example' };
  expect(await statesOf({ ...url, ...sender })).toContain(`ok: The mail server 127.0.0.1:${port} answers`);
  expect(await statesOf(url)).toContain(
    'problem: LOOPWATCH_SMTP_URL is set without LOOPWATCH_MAIL_FROM: no mail is sent',
  );
  expect(await statesOf(sender)).toContain(
    'problem: LOOPWATCH_MAIL_FROM is set without LOOPWATCH_SMTP_URL: no mail is sent',
  );
  await new Promise((resolve) => server.close(resolve));
  expect(await statesOf({ ...url, ...sender })).toContainEqual(
    expect.stringMatching(`^problem: The mail server 127.0.0.1:${port} does not answer`),
  );
});
