import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Worker } from '@temporalio/worker';
import { reportWorkflowId } from '../../src/contract/names';
import { failLostSteps } from '../../src/temporal/fail-lost-steps';
import { workerIdentity } from '../../src/temporal/worker-identity';
import { type Service, WORKED_EXAMPLE, workflowBundle } from '../support/service';
import { serviceForEachTest } from '../support/service-hooks';

const POLL_MILLIS = 30_000;
let service: Service;
serviceForEachTest(WORKED_EXAMPLE, (started) => {
  service = started;
});

/** Takes the next step like a worker, and never ends it. */
async function takeStep(identity: string): Promise<string> {
  const { client, nativeConnection, taskQueue } = service;
  const { namespace } = client.options;
  const worker = await Worker.create({
    connection: nativeConnection,
    namespace,
    taskQueue,
    workflowBundle: await workflowBundle(),
  });
  return worker.runUntil(async () => {
    const { reportId } = await service.startReport();
    const step = await client.withDeadline(Date.now() + POLL_MILLIS, () =>
      client.workflowService.pollActivityTaskQueue({ namespace, identity, taskQueue: { name: taskQueue } }),
    );
    expect(step.activityType?.name).toBe('pin');
    await untilListed(reportWorkflowId(reportId));
    return reportId;
  });
}

/** Lists of workflows follow by and by. */
async function untilListed(workflowId: string): Promise<void> {
  const query = `WorkflowId = "${workflowId}"`;
  while ((await service.client.workflow.count(query)).count === 0);
}

it('a step whose worker process has ended is tried again at once', async () => {
  const child = spawn(process.execPath, ['--version']);
  await once(child, 'exit');
  const reportId = await takeStep(workerIdentity(child.pid ?? 0));
  const { client } = service;
  expect(await failLostSteps(client)).toBe(1);
  const handle = client.workflow.getHandle(reportWorkflowId(reportId));
  await service.withWorker(() => handle.result().catch(() => undefined));
  const { events } = await handle.fetchHistory();
  const started = events?.flatMap(({ activityTaskStartedEventAttributes: step }) => step ?? [])[0];
  expect(started).toMatchObject({
    attempt: 2,
    lastFailure: { message: 'The worker process ended before this step did' },
  });
});

it.each([
  ['of this machine that runs', workerIdentity(process.pid)],
  ['of another machine', '1@elsewhere'],
])('a step of a worker %s is left alone', async (_name, identity) => {
  const reportId = await takeStep(identity);
  const { client } = service;
  expect(await failLostSteps(client)).toBe(0);
  await client.workflow.getHandle(reportWorkflowId(reportId)).terminate();
});
