import Piscina from 'piscina';
import { LoopwatchError } from '../contract/errors';
import type { Outcome } from './run-question';
import type { TaskRunner } from './task-runner';

const CLOSE_MILLIS = 10_000;

export interface ThreadPoolOptions {
  /** The built file whose `runTask` each thread runs. */
  readonly file: string;
  readonly threads: number;
  /** How long a thread may have nothing to do; null: none ever ends, and all begin at once. */
  readonly idleMillis: number | null;
  readonly maxWaiting: number;
  /** Said to who asks when so many wait. */
  readonly tooMany: { readonly message: string; readonly remedy: string };
  readonly onThreadFailure: (error: unknown) => void;
}

/** Threads that carry tasks out, so that the one that asks never waits. It loads nothing of theirs itself. */
export function startThreadPool<I, O extends Readonly<Record<keyof I, unknown>>>(
  options: ThreadPoolOptions,
): TaskRunner<I, O> {
  const { file, threads, idleMillis, maxWaiting, tooMany } = options;
  const pool = new Piscina({
    filename: file,
    name: 'runTask',
    minThreads: idleMillis === null ? threads : 0,
    maxThreads: threads,
    maxQueue: maxWaiting,
    idleTimeout: idleMillis ?? Number.POSITIVE_INFINITY,
    closeTimeout: CLOSE_MILLIS,
    // A thread that blocks between its tasks would never come to free what they leave behind.
    atomics: 'disabled',
  });
  // Without a listener an error of a thread that has no task would end the whole process.
  pool.on('error', options.onThreadFailure);
  return {
    async run<N extends keyof I>(name: N, input: I[N]): Promise<O[N]> {
      if (pool.queueSize >= maxWaiting)
        throw new LoopwatchError('UNAVAILABLE', tooMany.message, tooMany.remedy);
      const outcome: Outcome<O[N]> = await pool.run({ name, input });
      if ('done' in outcome) return outcome.done;
      throw new LoopwatchError(outcome.failed.code, outcome.failed.message, outcome.failed.remedy);
    },
    // What still waits has nobody left to answer.
    close: () => pool.close({ force: true }),
  };
}
