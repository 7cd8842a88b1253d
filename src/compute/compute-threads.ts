import { availableParallelism } from 'node:os';
import path from 'node:path';
import { startThreadPool } from '../thread-pool/thread-pool';
import type { Computing } from './tasks';

/** Each thread holds the frames of one stage, and polars itself spreads some of its work over the cores. */
const MAX_THREADS = 4;

/** Starts the threads that run `computeTasks`, so that a worker answers Temporal however long a stage takes. */
export function startComputeThreads(onThreadFailure: (error: unknown) => void): Computing {
  return startThreadPool({
    file: path.join(__dirname, 'tasks.js'),
    entry: 'runComputeTask',
    threads: Math.min(MAX_THREADS, availableParallelism()),
    idleMillis: null,
    // Never reached: Temporal hands out at most as many activities as a worker has slots.
    maxWaiting: 1_000,
    tooMany: {
      message: 'This worker has too many computations waiting',
      remedy: 'Start another worker.',
    },
    onThreadFailure,
  });
}
