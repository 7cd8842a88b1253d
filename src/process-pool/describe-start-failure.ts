import { LoopwatchError } from '../contract/errors';
import { incompleteInstall } from '../thread-pool/incomplete-install';
import type { ProcessEnd } from './task-process';

/** The error where a process ends before it can take a task: that is no fault of any task. */
export function describeStartFailure({ signal, exitCode, lastWords }: ProcessEnd): LoopwatchError {
  const missing = incompleteInstall(lastWords);
  if (missing) return missing;
  const how = signal ?? (exitCode === null ? 'it does not start' : `exit code ${exitCode}`);
  const [words = ''] = lastWords.split('\n').filter((line) => /error|cannot|fail/i.test(line));
  return new LoopwatchError(
    'UNAVAILABLE',
    `A process of this worker ended at its start (${how})${words && `: ${words.trim()}`}`,
    'Look whether the machine has memory and processes left. It is tried again.',
  );
}
