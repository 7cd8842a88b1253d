import path from 'node:path';
import Piscina from 'piscina';
import { LoopwatchError } from '../contract/errors';
import type { Outcome } from './run-task';
import type { TaskName, TaskOutputs, TaskRunner } from './tasks';

/** Two people may look at large reports at once; more threads would take the cores from the worker. */
const THREADS = 2;
const MAX_WAITING = 200;
const IDLE_MILLIS = 60_000;
const CLOSE_MILLIS = 10_000;

/** Threads that read, so that the one that answers requests never waits. It loads no frames itself. */
export function startThreadPool(onThreadFailure: (error: unknown) => void): TaskRunner {
  const pool = new Piscina({
    filename: path.join(__dirname, 'run-task.js'),
    name: 'runTask',
    minThreads: 0,
    maxThreads: THREADS,
    maxQueue: MAX_WAITING,
    idleTimeout: IDLE_MILLIS,
    closeTimeout: CLOSE_MILLIS,
  });
  // Without a listener an error of a thread that has no task would end the whole process.
  pool.on('error', onThreadFailure);
  return {
    async run<N extends TaskName>(name: N, input: object): Promise<TaskOutputs[N]> {
      if (pool.queueSize >= MAX_WAITING) throw tooMany();
      const outcome: Outcome<TaskOutputs[N]> = await pool.run({ name, input });
      if ('done' in outcome) return outcome.done;
      throw new LoopwatchError(outcome.failed.code, outcome.failed.message, outcome.failed.remedy);
    },
    // What still waits has nobody left to answer.
    close: () => pool.close({ force: true }),
  };
}

function tooMany(): LoopwatchError {
  return new LoopwatchError(
    'UNAVAILABLE',
    'More is being asked of reports at once than can be read',
    'Ask again in a few seconds.',
  );
}
