import path from 'node:path';
import { type RunningCommand, startCommand } from '../../support/command';
import { freePorts } from '../../support/free-ports';
import { tempFolder } from '../../support/temp-folder';
import { startTestServer } from '../../support/temporal';

const root = tempFolder();
const CALLERS = 4;
const ANSWERS_BEFORE_STOP = 20;
const UNAVAILABLE = 503;
/** Each answer needs a call to Temporal. */
const NEEDS_TEMPORAL = '/api/v1/schedule';

async function environment(name: string): Promise<Record<string, string>> {
  const [port = '', temporalPort = '', uiPort = ''] = (await freePorts(3)).map(String);
  return {
    LOOPWATCH_DATA: path.join(root, name),
    LOOPWATCH_PORT: port,
    LOOPWATCH_TEMPORAL_PORT: temporalPort,
    LOOPWATCH_TEMPORAL_UI_PORT: uiPort,
    LOOPWATCH_LOG_LEVEL: 'error',
  };
}

/** Sends one request after the other until the server refuses connections. */
async function askUntilRefused(url: string, onAnswer: (status: number) => void): Promise<void> {
  for (;;) {
    try {
      const answer = await fetch(url);
      await answer.arrayBuffer();
      onAnswer(answer.status);
    } catch {
      return;
    }
  }
}

/** Stops the command while requests arrive. @returns the statuses of all answers. */
async function stopUnderRequests(command: RunningCommand, url: string): Promise<number[]> {
  const statuses: number[] = [];
  const callers = Array.from({ length: CALLERS }, () =>
    askUntilRefused(`${url}${NEEDS_TEMPORAL}`, (status) => {
      statuses.push(status);
      if (statuses.length === ANSWERS_BEFORE_STOP) command.process.kill('SIGTERM');
    }),
  );
  await Promise.all(callers);
  expect(await command.ended).toMatchObject({ code: 0, stderr: '' });
  return statuses;
}

function expectNoFailure(statuses: readonly number[]): void {
  expect(statuses.length).toBeGreaterThanOrEqual(ANSWERS_BEFORE_STOP);
  expect(statuses.filter((status) => status >= 500 && status !== UNAVAILABLE)).toEqual([]);
}

it('start answers no request with an internal error while it stops', async () => {
  const command = startCommand(['start'], await environment('start'));
  expectNoFailure(await stopUnderRequests(command, await command.line('Page ')));
});

it('api answers no request with an internal error while it stops', async () => {
  const server = await startTestServer();
  const env = { ...(await environment('api')), TEMPORAL_ADDRESS: server.address };
  const command = startCommand(['api'], env);
  expectNoFailure(await stopUnderRequests(command, await command.line('Page and API')));
  await server.stop();
});
