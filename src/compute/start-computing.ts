import { startComputeThreads } from './compute-threads';
import type { ReadingLimits } from './describe-death';
import { startReadingProcesses } from './reading-processes';
import type { Computing } from './tasks';

interface ComputingOptions {
  readonly reading: ReadingLimits;
  readonly onThreadFailure: (error: unknown) => void;
}

/** Starts what runs `computeTasks` for a worker: processes that read files, and threads for all else. */
export function startComputing({ reading, onThreadFailure }: ComputingOptions): Computing {
  return joinComputing(startReadingProcesses(reading), startComputeThreads(onThreadFailure));
}

/** @param reading for the tasks that read bytes of others. */
export function joinComputing(reading: Computing, others: Computing): Computing {
  return {
    run: (name, input) => (name === 'parseFile' || name === 'peekInto' ? reading : others).run(name, input),
    close: async () => {
      await Promise.all([reading.close(), others.close()]);
    },
  };
}
