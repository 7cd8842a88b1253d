import { fleetTotals } from '../domain/report/fleet-totals';
import { findPollLines } from '../frames/files/find-poll-lines';
import { freeMemory } from '../frames/free-memory';
import { countRows } from '../frames/log/count-rows';
import { dropLost } from '../frames/log/kept-stores';
import { makeVersion } from '../frames/log/make-version';
import { mergePolls } from '../frames/log/merge-polls';
import { mergeSegments } from '../frames/log/merge-segments';
import { mergeStores } from '../frames/log/merge-stores';
import { reconcileInputs } from '../frames/log/reconcile-inputs';
import { aggregate } from '../frames/report/aggregate';
import { countStores } from '../frames/report/choose-stores';
import { readCoverage, readFigures } from '../frames/report/figures-file';
import { filterPolls } from '../frames/report/filter';
import { lastPolled } from '../frames/report/last-polled';
import { loadPolls } from '../frames/report/load-polls';
import { localize } from '../frames/report/localize';
import { mergeFigures } from '../frames/report/merge-figures';
import { type TaskRunner, threadEntry } from '../thread-pool/task-runner';
import { readingTasks } from './reading-tasks';
import { renderFile } from './render-file';

/**
 * Everything that activities compute. Inputs hold paths of this machine and numbers, never rows. Most tasks block their
 * thread until they are done.
 */
export const computeTasks = {
  ...readingTasks,
  findPollLines,
  mergePolls,
  mergeStores,
  mergeSegments,
  makeVersion,
  dropLost,
  countRows: ({ path }: { readonly path: string }) => countRows(path),
  countStores,
  reconcileInputs,
  loadPolls,
  lastPolled,
  localize,
  filterPolls,
  aggregate,
  mergeFigures,
  render: renderFile,
  coverage: ({ figuresPath }: { readonly figuresPath: string }) => readCoverage(figuresPath),
  fleetTotals: ({ figuresPath }: { readonly figuresPath: string }) => fleetTotals(readFigures(figuresPath)),
};

/** Runs `computeTasks` for a worker. */
export type Computing = TaskRunner<typeof computeTasks>;

const runTask = threadEntry(computeTasks);

/** Each compute thread loads this file and calls this function. */
export const runComputeTask: typeof runTask = async (call) => {
  const outcome = await runTask(call);
  // Free memory after the answer is sent, so that nobody waits for it.
  setImmediate(() => void freeMemory());
  return outcome;
};
