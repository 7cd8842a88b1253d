import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { createActivities } from '../../src/activities/index';
import type { ActivityPorts } from '../../src/activities/ports';
import type { Compacted, Expired, Swept } from '../../src/contract/maintenance';
import { MICROS_PER_DAY } from '../../src/domain/time/instants';

/** An environment that runs an activity like a worker. */
export function activityEnvironment(attempt = 1, workflowId = 'test'): MockActivityEnvironment {
  const workflowExecution = { workflowId, runId: '' };
  return new MockActivityEnvironment(
    { attempt, workflowExecution },
    { logger: new DefaultLogger('ERROR', () => undefined) },
  );
}

/** Runs an activity of any type in the environment. */
export function runIn<A extends unknown[], R>(
  environment: MockActivityEnvironment,
  activity: (...args: A) => Promise<R>,
  ...args: A
): Promise<R> {
  return environment.run<A, R, typeof activity>(activity, ...args);
}

/** Merges all segments that can be merged, like the workflow. */
export async function compactByHand(ports: ActivityPorts): Promise<Compacted[]> {
  const { planCompaction, compact } = createActivities(ports);
  const done: Compacted[] = [];
  for (const group of (await planCompaction()).groups)
    done.push(await activityEnvironment().run(compact, { maintenanceId: 'by-hand', group }));
  return done;
}

/** Runs a whole maintenance, like the workflow. */
export async function maintainByHand(
  ports: ActivityPorts,
): Promise<Omit<Expired, 'more'> & Omit<Swept, 'more'>> {
  const { expire, sweep } = createActivities(ports);
  const expired: Expired = await activityEnvironment().run(expire, { maintenanceId: 'by-hand' });
  await compactByHand(ports);
  const swept: Swept = await activityEnvironment().run(sweep);
  return { ...expired, ...swept };
}

/** The same ports with a clock some days ahead. */
export function daysLater(ports: ActivityPorts, days: number): ActivityPorts {
  return { ...ports, clock: () => ports.clock() + days * MICROS_PER_DAY };
}
