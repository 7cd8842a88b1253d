import { readFileSync } from 'node:fs';
import { readingTasks } from '../../../src/compute/reading-tasks';
import { serveTasks } from '../../../src/process-pool/serve-tasks';

/** The tasks that read files, with a parser that a line such as "end by SIGSEGV" ends. */
serveTasks(
  {
    ...readingTasks,
    parseFile: async (request: Parameters<typeof readingTasks.parseFile>[0]) => {
      const signal = /end by (SIG\w+)/.exec(readFileSync(request.path, 'latin1'))?.[1];
      if (signal === undefined) return readingTasks.parseFile(request);
      process.kill(process.pid, signal);
      return new Promise<never>(() => undefined);
    },
  },
  () => undefined,
);
