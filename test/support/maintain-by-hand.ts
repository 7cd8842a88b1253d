import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { createActivities } from '../../src/activities/index';
import type { ActivityPorts } from '../../src/activities/ports';
import type { Compacted } from '../../src/contract/maintenance';

/** An environment in which an activity runs as in a worker. */
export function activityEnvironment(): MockActivityEnvironment {
  return new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR', () => undefined) });
}

/** Merges all that can be merged now, step by step as the workflow does. */
export async function compactByHand(ports: ActivityPorts): Promise<Compacted[]> {
  const { planCompaction, compact } = createActivities(ports);
  const done: Compacted[] = [];
  for (const group of (await planCompaction()).groups)
    done.push(await activityEnvironment().run(compact, { maintenanceId: 'by-hand', group }));
  return done;
}
