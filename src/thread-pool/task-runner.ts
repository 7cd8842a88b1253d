import { systemCodeOf } from '../contract/disk-errors';
import { LoopwatchError } from '../contract/errors';

export type InputOf<T, N extends keyof T> = T[N] extends (input: infer I) => unknown ? I : never;
export type OutputOf<T, N extends keyof T> = T[N] extends (input: never) => infer O ? Awaited<O> : never;

/** Functions by name. Their inputs and outputs pass between threads, so they hold plain data only. */
export type Tasks<T> = {
  readonly [N in keyof T]: (input: InputOf<T, N>) => OutputOf<T, N> | Promise<OutputOf<T, N>>;
};

/** Runs tasks by name, in threads of their own or in this one. `T` is the type of the tasks. */
export interface TaskRunner<T> {
  run<N extends keyof T>(name: N, input: InputOf<T, N>): Promise<OutputOf<T, N>>;
  close(): Promise<void>;
}

/** Runs tasks in the calling thread: for a command that has nothing else to do. */
export function sameThread<T>(tasks: T & Tasks<T>): TaskRunner<T> {
  return {
    run: (name, input) => runTask(tasks, { name, input }),
    close: async () => undefined,
  };
}

/** What a pool sends to a thread. */
interface TaskCall<T, N extends keyof T> {
  readonly name: N;
  readonly input: InputOf<T, N>;
}

/** What a thread or a process sends back. An error loses its class and its code on the way, so it passes as its fields. */
export type TaskOutcome<O> =
  | { readonly done: O }
  | { readonly failed: Pick<LoopwatchError, 'code' | 'message' | 'remedy' | 'about'> }
  | { readonly threw: { readonly message: string; readonly stack: string; readonly code: string | null } };

/** @returns the function that each thread of a pool exports: it runs one task. */
export function threadEntry<T>(tasks: T & Tasks<T>) {
  return async <N extends keyof T>(call: TaskCall<T, N>): Promise<TaskOutcome<Awaited<OutputOf<T, N>>>> => {
    try {
      return { done: await runTask(tasks, call) };
    } catch (error) {
      if (error instanceof LoopwatchError) {
        const { code, message, remedy, about } = error;
        return { failed: { code, message, remedy, about } };
      }
      const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
      return { threw: { message, stack, code: systemCodeOf(error) } };
    }
  };
}

/** The other side of `threadEntry`. @throws what the task threw */
export function outcomeOrThrow<O>(outcome: TaskOutcome<O>): O {
  if ('done' in outcome) return outcome.done;
  if ('failed' in outcome) {
    const { code, message, remedy, about } = outcome.failed;
    throw new LoopwatchError(code, message, remedy, { about });
  }
  const { message, stack, code } = outcome.threw;
  throw Object.assign(new Error(message), { stack }, code === null ? {} : { code });
}

async function runTask<T, N extends keyof T>(tasks: Tasks<T>, { name, input }: TaskCall<T, N>) {
  return tasks[name](input);
}
