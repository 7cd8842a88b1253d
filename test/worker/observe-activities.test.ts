import { ApplicationFailure, ApplicationFailureCategory, CancelledFailure } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import pino from 'pino';
import { observeActivities } from '../../src/worker/observe-activities';
import { createWorkerMetrics } from '../../src/worker/worker-metrics';

const REQUEST = { reportId: 'r-1', requestedMicros: 10e6, state: 'Completed' };

/** Runs one attempt of an activity as a worker does. @returns the log lines and the metrics */
async function attempt(activityType: string, argument: unknown, body: () => Promise<unknown>) {
  const lines: unknown[] = [];
  const logger = pino(
    { level: 'debug', base: null },
    { write: (line: string) => void lines.push(JSON.parse(line)) },
  );
  const metrics = createWorkerMetrics(() => 14e6);
  const environment = new MockActivityEnvironment(
    { activityType, attempt: 2 },
    { interceptors: [observeActivities({ logger, metrics })] },
  );
  await environment.run(body, argument).catch(() => undefined);
  return { lines, figures: await metrics.text() };
}

it('an attempt is logged with the ids of its report, and measured', async () => {
  const { lines, figures } = await attempt('settle', REQUEST, async () => 'done');
  const about = { reportId: 'r-1', workflowId: 'test', activity: 'settle', attempt: 2 };
  expect(lines).toEqual([
    expect.objectContaining({ ...about, level: 20, msg: 'an activity starts' }),
    expect.objectContaining({
      ...about,
      level: 30,
      msg: 'an activity completed',
      seconds: expect.any(Number),
    }),
  ]);
  expect(figures).toContain('loopwatch_stage_duration_seconds_count{stage="settle",outcome="completed"} 1');
  expect(figures).toContain('loopwatch_report_duration_seconds_sum{state="completed"} 4\n');
});

it('a failed attempt is logged with its reason, and counts no report', async () => {
  const { lines, figures } = await attempt('settle', REQUEST, async () => {
    throw new Error('the disk is full');
  });
  expect(lines.at(-1)).toMatchObject({ level: 40, msg: 'an activity failed', reason: 'the disk is full' });
  expect(figures).toContain('{stage="settle",outcome="failed"} 1');
  expect(figures).not.toContain('loopwatch_report_duration_seconds_count');
});

it('a cancelled attempt does not count as failed, and is logged with the id of its ingestion', async () => {
  const ingestion = { ingestionId: 'i-1', workflowId: 'w', trigger: 'test' };
  const { lines, figures } = await attempt('fetch', { ingestion }, async () => {
    throw new CancelledFailure('stop');
  });
  expect(lines.at(-1)).toMatchObject({ level: 30, msg: 'an activity was cancelled', ingestionId: 'i-1' });
  expect(figures).toContain('{stage="fetch",outcome="cancelled"} 1');
});

it('an attempt that only waits does not count as failed', async () => {
  const { lines, figures } = await attempt('follow', REQUEST, async () => {
    throw ApplicationFailure.create({ message: 'not yet', category: ApplicationFailureCategory.BENIGN });
  });
  expect(lines.at(-1)).toMatchObject({ level: 20, msg: 'an activity waits' });
  expect(figures).toContain('{stage="follow",outcome="waiting"} 1');
});

it('an activity that somebody starts without a workflow is refused before it begins', async () => {
  const logger = pino({ level: 'silent' });
  const factory = observeActivities({ logger, metrics: createWorkerMetrics(() => 1) });
  const alone = { info: { activityType: 'notify', attempt: 1 } };
  const { inbound }: ReturnType<typeof factory> = Reflect.apply(factory, undefined, [alone]);
  const next = jest.fn(async () => 'done');
  await expect(inbound?.execute?.({ args: [], headers: {} }, next)).rejects.toMatchObject({
    type: 'FORBIDDEN',
    nonRetryable: true,
  });
  expect(next).not.toHaveBeenCalled();
});
