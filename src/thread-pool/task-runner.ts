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

/** What a thread sends back. An error loses its class between threads, so a LoopwatchError passes as its fields. */
export type TaskOutcome<O> =
  | { readonly done: O }
  | { readonly failed: Pick<LoopwatchError, 'code' | 'message' | 'remedy' | 'about'> };

/** @returns the function that each thread of a pool exports: it runs one task. */
export function threadEntry<T>(tasks: T & Tasks<T>) {
  return async <N extends keyof T>(call: TaskCall<T, N>): Promise<TaskOutcome<Awaited<OutputOf<T, N>>>> => {
    try {
      return { done: await runTask(tasks, call) };
    } catch (error) {
      if (!(error instanceof LoopwatchError)) throw error;
      const { code, message, remedy, about } = error;
      return { failed: { code, message, remedy, about } };
    }
  };
}

async function runTask<T, N extends keyof T>(tasks: Tasks<T>, { name, input }: TaskCall<T, N>) {
  return tasks[name](input);
}
