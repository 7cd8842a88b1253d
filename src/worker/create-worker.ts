import { existsSync } from 'node:fs';
import path from 'node:path';
import { type NativeConnection, Worker } from '@temporalio/worker';
import { createActivities } from '../activities/index';
import type { ActivityPorts } from '../activities/ports';
import { TASK_QUEUE } from '../contract/names';

export interface WorkerOptions {
  readonly connection: NativeConnection;
  readonly namespace: string;
  readonly ports: ActivityPorts;
}

/** Written by `npm run build`, so that a worker need not bundle the workflows at each start. */
export const BUNDLE_PATH = path.join(__dirname, 'workflow-bundle.js');
export const WORKFLOWS_PATH = path.join(__dirname, '../workflows');

/** A worker for every workflow and activity; `run()` starts it. */
export async function createWorker({ connection, namespace, ports }: WorkerOptions): Promise<Worker> {
  return Worker.create({
    connection,
    namespace,
    taskQueue: TASK_QUEUE,
    ...(existsSync(BUNDLE_PATH)
      ? { workflowBundle: { codePath: BUNDLE_PATH } }
      : { workflowsPath: WORKFLOWS_PATH }),
    activities: createActivities(ports),
    // A stage computes in one piece on one thread, so more at once only adds memory.
    maxConcurrentActivityTaskExecutions: 4,
    // The default of 0 would abandon running activities at a stop.
    shutdownGraceTime: '30 seconds',
  });
}
