import path from 'node:path';
import { INGEST_SCHEDULE_ID, SEARCH_ATTRIBUTES } from '../../../src/contract/names';
import { connectTemporal } from '../../../src/temporal/connection';
import { startEmbeddedServer } from '../../../src/temporal/server/embedded-server';
import { runCommand, startCommand } from '../../support/command';
import { freePorts } from '../../support/free-ports';
import { tempFolder } from '../../support/temp-folder';
import { serverBinary } from '../../support/temporal';

const root = tempFolder();
const namespace = 'default';

it('waits for Temporal, creates what is missing, and changes nothing when run again', async () => {
  const binaryPath = await serverBinary('dev-server');
  const [port = 0] = await freePorts(1);
  const address = `127.0.0.1:${port}`;
  const env = { TEMPORAL_ADDRESS: address, LOOPWATCH_DATA: path.join(root, 'data') };
  const early = startCommand(['setup', '--wait', '600'], env);
  expect(await early.line('Waiting:')).toContain(`No Temporal server answers at ${address}`);

  const dataDir = path.join(root, 'temporal');
  const server = await startEmbeddedServer({ binaryPath, dataDir, port, uiPort: null, namespace, log() {} });
  expect(await early.ended).toMatchObject({ code: 0, stderr: '' });

  const { client, connection } = await connectTemporal({ address, namespace });
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  expect(Object.keys(customAttributes ?? {})).toEqual(
    expect.arrayContaining(Object.values(SEARCH_ATTRIBUTES).map(({ name }) => name)),
  );
  const schedule = client.schedule.getHandle(INGEST_SCHEDULE_ID);
  await schedule.pause('by hand');

  expect(await runCommand(['setup'], env)).toEqual({
    code: 0,
    stderr: '',
    stdout: 'The catalogue, the search attributes and the Schedules are ready.\n',
  });
  expect((await schedule.describe()).state).toMatchObject({ paused: true, note: 'by hand' });
  await connection.close();
  await server.stop();
});

it('gives up after its waiting time, a worker at once; both explain it in one line', async () => {
  const env = { TEMPORAL_ADDRESS: '127.0.0.1:1', LOOPWATCH_DATA: path.join(root, 'alone') };
  expect(await runCommand(['setup'], env)).toEqual({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/^loopwatch: No Temporal server answers at 127\.0\.0\.1:1[^\n]*\n$/),
  });
  expect(await runCommand(['worker'], { ...env, LOOPWATCH_LOG_LEVEL: 'silent' })).toEqual({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/^loopwatch: No Temporal server answers at 127\.0\.0\.1:1[^\n]*\n$/),
  });
  expect(await runCommand(['setup', '--wait', 'long'], env)).toMatchObject({ code: 2 });
});
