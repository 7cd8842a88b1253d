import type { Client } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { systemCodeOf } from '../contract/disk-errors';
import { workerIdentity } from './worker-identity';

/** A waiting step that a worker has taken: its number in Temporal's API. */
const STARTED = 2;

/**
 * Fails the steps that a worker process of this machine had taken before it ended, so that they are tried again at once.
 * Steps of releases before 0.3 have no heartbeats: Temporal would wait for their full time, up to 15 minutes.
 * @returns how many
 */
export async function failLostSteps(client: Client): Promise<number> {
  let lost = 0;
  for await (const { workflowId, runId } of client.workflow.list({ query: 'ExecutionStatus = "Running"' })) {
    const { raw } = await client.workflow.getHandle(workflowId, runId).describe();
    for (const { activityId, state, lastWorkerIdentity } of raw.pendingActivities ?? []) {
      if (!activityId || state !== STARTED || !hasEnded(lastWorkerIdentity ?? '')) continue;
      await client.activity.fail(
        { workflowId, runId, activityId },
        ApplicationFailure.retryable('The worker process ended before this step did', 'LOST'),
      );
      lost++;
    }
  }
  return lost;
}

/** false for a worker of another machine, which cannot be seen from here. */
function hasEnded(identity: string): boolean {
  const pid = Number(/^\d+/.exec(identity)?.[0]);
  if (!Number.isSafeInteger(pid) || identity !== workerIdentity(pid)) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    // Without the right to signal it, it is there.
    return systemCodeOf(error) === 'ESRCH';
  }
}
