import path from 'node:path';
import { NativeConnection } from '@temporalio/worker';
import { INGEST_SCHEDULE_ID, INGEST_WORKFLOW, MAINTAIN_SCHEDULE_ID } from '../../../src/contract/names';
import { connectTemporal } from '../../../src/temporal/connection';
import {
  ensureIngestSchedule,
  ensureSchedules,
  SCHEDULE_POLICIES,
} from '../../../src/temporal/schedules/ensure-schedules';
import { registerSearchAttributes } from '../../../src/temporal/search-attributes';
import { type EmbeddedServer, startEmbeddedServer } from '../../../src/temporal/server/embedded-server';
import { deferred } from '../../support/deferred';
import { POLLS, startService, type TemporalUnderTest, WORKED_EXAMPLE } from '../../support/service';
import { tempFolder } from '../../support/temp-folder';
import { serverBinary } from '../../support/temporal';

const INTERVAL_MILLIS = 1_000;
const MISSED = 4;
const root = tempFolder();

/** Every start uses the same database, like a machine that goes down and comes back. */
async function startServer(): Promise<TemporalUnderTest & { readonly stop: () => Promise<void> }> {
  const server: EmbeddedServer = await startEmbeddedServer({
    binaryPath: await serverBinary('dev-server'),
    dataDir: path.join(root, 'temporal'),
    port: null,
    uiPort: null,
    namespace: 'default',
    log: () => undefined,
  });
  const { client, connection } = await connectTemporal({ address: server.address, namespace: 'default' });
  await registerSearchAttributes(connection, 'default');
  const nativeConnection = await NativeConnection.connect({ address: server.address });
  const stop = async () => {
    await nativeConnection.close();
    await connection.close();
    await server.stop();
  };
  return { client, nativeConnection, stop };
}

it('creates the hourly, non-overlapping Schedule once, and leaves it paused after a restart', async () => {
  const { client, stop } = await startServer();
  await ensureIngestSchedule(client);
  const handle = client.schedule.getHandle(INGEST_SCHEDULE_ID);
  await handle.pause('for the holidays');
  await ensureIngestSchedule(client);
  const { spec, policies, state } = await handle.describe();
  expect(spec.calendars?.[0]).toMatchObject({ minute: [{ start: 0 }], hour: [{ start: 0, end: 23 }] });
  expect(policies).toMatchObject({ overlap: 'SKIP', catchupWindow: 86_400_000 });
  expect(state).toMatchObject({ paused: true, note: 'for the holidays' });
  await handle.delete();
  await stop();
});

it('creates the Schedule of the daily maintenance too', async () => {
  const { client, stop } = await startServer();
  for (let start = 0; start < 2; start++) await ensureSchedules(client);
  const { spec, policies, action } = await client.schedule.getHandle(MAINTAIN_SCHEDULE_ID).describe();
  expect(spec.calendars?.[0]).toMatchObject({ minute: [{ start: 17 }], hour: [{ start: 3 }] });
  expect(policies).toMatchObject({ overlap: 'SKIP', catchupWindow: 86_400_000 });
  expect(action).toMatchObject({ workflowType: 'maintain', taskQueue: 'loopwatch' });
  for (const id of [INGEST_SCHEDULE_ID, MAINTAIN_SCHEDULE_ID]) await client.schedule.getHandle(id).delete();
  await stop();
});

it('catches up the hours missed while the server was down, without ingesting a poll twice', async () => {
  const before = await startServer();
  const service = await startService(before, WORKED_EXAMPLE);
  await before.client.schedule.create({
    scheduleId: 'often',
    spec: { intervals: [{ every: INTERVAL_MILLIS }] },
    policies: SCHEDULE_POLICIES,
    action: {
      type: 'startWorkflow',
      workflowType: INGEST_WORKFLOW,
      taskQueue: service.taskQueue,
      workflowId: 'often',
      args: [{ trigger: 'schedule' }],
    },
  });
  await service.withWorker(...untilIngested(8));
  await before.stop();
  const downSince = Date.now();
  service.put('more.csv', `${POLLS}1,active,2023-01-22 00:00:00 UTC\n`);
  // The test needs real time to pass: the missed hours, which last a second each here.
  await new Promise((resolve) => setTimeout(resolve, MISSED * INTERVAL_MILLIS));

  const after = await startServer();
  await service.on(after).withWorker(...untilIngested(9));
  const { info } = await after.client.schedule.getHandle('often').describe();
  await after.client.schedule.getHandle('often').delete();
  const due = Math.floor((Date.now() - downSince) / INTERVAL_MILLIS);
  expect(info.numActionsMissedCatchupWindow).toBe(0);
  expect(info.numActionsTaken + info.numActionsSkippedOverlap).toBeGreaterThanOrEqual(Math.min(due, MISSED));
  expect(await service.ports.catalogue.log.latest()).toMatchObject({ pollsTotal: 9 });
  await service.close();
  await after.stop();

  /** The promise to wait for, and the activity that resolves it. */
  function untilIngested(polls: number): Parameters<typeof service.withWorker<void>> {
    const reached = deferred();
    return [
      () => reached.promise,
      (activities) => ({
        endIngestion: async (request) => {
          const summary = await activities.endIngestion(request);
          if ((await service.ports.catalogue.log.latest())?.pollsTotal === polls) reached.resolve();
          return summary;
        },
      }),
    ];
  }
});
