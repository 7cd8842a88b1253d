import { LoopwatchError } from '../contract/errors';

/** The error where a file of the installation is missing, by the words of Node: a retry does not help. null: none is. */
export function incompleteInstall(words: string, cause?: unknown): LoopwatchError | null {
  const what = /^(?:Error: )?(Cannot find (?:module|package) .*)/m.exec(words)?.[1];
  if (what === undefined) return null;
  return new LoopwatchError(
    'SETUP',
    `This installation of Loopwatch is not complete: ${what}`,
    'Install it again, with "npm ci" where you cloned it, and start it again.',
    { cause },
  );
}
