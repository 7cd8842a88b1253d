/** What can be asked of a thread: inputs and outputs by the task's name, of a kind that can pass between threads. */
export type Tasks<I, O extends Readonly<Record<keyof I, unknown>>> = {
  readonly [N in keyof I]: (input: I[N]) => O[N] | Promise<O[N]>;
};

/** Where tasks are carried out: in threads of their own, or in this one. */
export interface TaskRunner<I, O extends Readonly<Record<keyof I, unknown>>> {
  run<N extends keyof I>(name: N, input: I[N]): Promise<O[N]>;
  close(): Promise<void>;
}

/** Carries tasks out in this very thread: for a command that has nothing else to do. */
export function sameThread<I, O extends Readonly<Record<keyof I, unknown>>>(
  tasks: Tasks<I, O>,
): TaskRunner<I, O> {
  return {
    run: async (name, input) => tasks[name](input),
    close: async () => undefined,
  };
}
