import Piscina from 'piscina';
import { describeError, LoopwatchError } from '../contract/errors';
import { incompleteInstall } from './incomplete-install';
import {
  type InputOf,
  type OutputOf,
  outcomeOrThrow,
  type TaskOutcome,
  type TaskRunner,
} from './task-runner';

const CLOSE_MILLIS = 10_000;

export interface ThreadPoolOptions {
  /** The built file that each thread loads. */
  readonly file: string;
  /** The name under which the file exports its `threadEntry`. */
  readonly entry: string;
  readonly threads: number;
  /** A thread ends after so long without a task. null: all threads start at once and none ends. */
  readonly idleMillis: number | null;
  readonly maxWaiting: number;
  /** The error of a caller when `maxWaiting` tasks wait already. */
  readonly tooMany: { readonly message: string; readonly remedy: string };
  readonly onThreadFailure: (error: unknown) => void;
}

/** Starts threads that run tasks, so that the calling thread stays free. The calling thread does not load the file. */
export function startThreadPool<T>(options: ThreadPoolOptions): TaskRunner<T> {
  const { file, entry, threads, idleMillis, maxWaiting, tooMany } = options;
  const pool = new Piscina({
    filename: file,
    name: entry,
    minThreads: idleMillis === null ? threads : 0,
    maxThreads: threads,
    maxQueue: maxWaiting,
    idleTimeout: idleMillis ?? Number.POSITIVE_INFINITY,
    closeTimeout: CLOSE_MILLIS,
    // With atomics a thread blocks between tasks, and never frees the memory of the last one.
    atomics: 'disabled',
  });
  // Without a listener, an error in an idle thread ends the whole process.
  pool.on('error', options.onThreadFailure);
  return {
    async run<N extends keyof T>(name: N, input: InputOf<T, N>): Promise<OutputOf<T, N>> {
      if (pool.queueSize >= maxWaiting)
        throw new LoopwatchError('UNAVAILABLE', tooMany.message, tooMany.remedy);
      const outcome: TaskOutcome<OutputOf<T, N>> = await pool
        .run({ name, input })
        .catch(explainIncompleteInstall);
      return outcomeOrThrow(outcome);
    },
    // Drop waiting tasks: their callers are gone.
    close: () => pool.close({ force: true }),
  };
}

function explainIncompleteInstall(error: unknown): never {
  // Only the text of such an error surely passes between threads.
  throw incompleteInstall(describeError(error), error) ?? error;
}
