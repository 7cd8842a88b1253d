import path from 'node:path';
import { startThreadPool } from '../thread-pool/thread-pool';
import type { QueryRunner } from './tasks';

/** Two people can open large reports at once; more threads would take cores from the worker. */
const THREADS = 2;
const MAX_WAITING = 200;
const IDLE_MILLIS = 60_000;

/** Starts the threads that run query tasks, so that the thread that answers requests stays free. */
export function startQueryThreads(onThreadFailure: (error: unknown) => void): QueryRunner {
  return startThreadPool({
    file: path.join(__dirname, 'tasks.js'),
    entry: 'runQueryTask',
    threads: THREADS,
    idleMillis: IDLE_MILLIS,
    maxWaiting: MAX_WAITING,
    tooMany: {
      message: 'Too many requests are reading reports at once',
      remedy: 'Ask again in a few seconds.',
    },
    onThreadFailure,
  });
}
