import { LoopwatchError } from '../contract/errors';
import { createTasks, type TaskInputs, type TaskName, type TaskOutputs } from './tasks';

export interface Task<N extends TaskName> {
  readonly name: N;
  readonly input: TaskInputs[N];
}

/** An error loses its class between threads, so one that was foreseen passes as its parts. */
export type Outcome<T> =
  | { readonly done: T }
  | { readonly failed: Pick<LoopwatchError, 'code' | 'message' | 'remedy'> };

const tasks = createTasks();

/** What each thread of the pool runs. */
export function runTask<N extends TaskName>({ name, input }: Task<N>): Outcome<TaskOutputs[N]> {
  try {
    return { done: tasks[name](input) };
  } catch (error) {
    if (!(error instanceof LoopwatchError)) throw error;
    return { failed: { code: error.code, message: error.message, remedy: error.remedy } };
  }
}
