import path from 'node:path';
import { startThreadPool } from '../thread-pool/thread-pool';
import type { ReadingRunner } from './tasks';

/** Two people may look at large reports at once; more threads would take the cores from the worker. */
const THREADS = 2;
const MAX_WAITING = 200;
const IDLE_MILLIS = 60_000;

/** Threads that read, so that the one that answers requests never waits. It loads no frames itself. */
export function startReadingThreads(onThreadFailure: (error: unknown) => void): ReadingRunner {
  return startThreadPool({
    file: path.join(__dirname, 'run-task.js'),
    threads: THREADS,
    idleMillis: IDLE_MILLIS,
    maxWaiting: MAX_WAITING,
    tooMany: {
      message: 'More is being asked of reports at once than can be read',
      remedy: 'Ask again in a few seconds.',
    },
    onThreadFailure,
  });
}
