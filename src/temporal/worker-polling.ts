import type { Client } from '@temporalio/client';
import { LoopwatchError } from '../contract/errors';
import { TASK_QUEUE } from '../contract/names';
import { silentWorkers } from './worker-heartbeats';

/** Temporal's numbers of the task kinds. */
const TASK_KINDS = { workflow: 1, activity: 2 } as const;

/**
 * A waiting worker polls at least once a minute; the server lists a lost one for five more minutes. This bound is for
 * workers without heartbeats.
 */
const SEEN_WITHIN_MS = 90_000;

interface Looking {
  readonly namespace: string;
  readonly nowMicros: number;
  /** Names of workers that are known to have ended. */
  readonly lost?: ReadonlySet<string> | undefined;
}

/** @throws LoopwatchError UNAVAILABLE where no worker has polled for workflows, or for activities, recently. */
export async function requireWorker(
  client: Client,
  { namespace, nowMicros, lost = new Set() }: Looking,
): Promise<void> {
  const silent = await silentWorkers(client, namespace, nowMicros);
  const idle: string[] = [];
  for (const [name, taskQueueType] of Object.entries(TASK_KINDS)) {
    const { pollers } = await client.workflowService.describeTaskQueue({
      namespace,
      taskQueue: { name: TASK_QUEUE },
      taskQueueType,
    });
    const seen = (pollers ?? [])
      .filter(({ identity }) => !lost.has(identity ?? '') && !silent.has(identity ?? ''))
      .map(({ lastAccessTime }) => Number(lastAccessTime?.seconds ?? 0) * 1_000);
    if (Math.max(0, ...seen) < nowMicros / 1_000 - SEEN_WITHIN_MS) idle.push(name);
  }
  if (idle.length === 0) return;
  throw new LoopwatchError(
    'UNAVAILABLE',
    `${idle.length === 2 ? 'No worker is running: none' : 'No worker'} takes ${idle.join(' and ')} tasks from the queue ${TASK_QUEUE}`,
    'Start one: "loopwatch worker".',
  );
}
