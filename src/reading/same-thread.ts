import { createTasks, type TaskRunner } from './tasks';

/** Reads in this very thread: for a command that has nothing else to do. */
export function sameThread(): TaskRunner {
  const tasks = createTasks();
  return {
    run: async (name, input) => tasks[name](input),
    close: async () => undefined,
  };
}
