import { availableParallelism } from 'node:os';
import path from 'node:path';
import { startThreadPool } from '../thread-pool/thread-pool';
import type { Computing } from './tasks';

/** Each holds the frames of one stage, and polars spreads some of its work over the cores by itself. */
const MOST_THREADS = 4;

/** Threads that compute, so that a worker answers Temporal however long a stage takes. */
export function startComputingThreads(onThreadFailure: (error: unknown) => void): Computing {
  return startThreadPool({
    file: path.join(__dirname, 'run-task.js'),
    threads: Math.min(MOST_THREADS, availableParallelism()),
    idleMillis: null,
    // Temporal hands out no more activities at once than a worker has slots for.
    maxWaiting: 1_000,
    tooMany: {
      message: 'More is to be computed at once than this worker can hold',
      remedy: 'Start another.',
    },
    onThreadFailure,
  });
}
