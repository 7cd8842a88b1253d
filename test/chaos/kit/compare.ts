import { isDeepStrictEqual } from 'node:util';
import type { Outcome } from './judge';

/** What is other than in the undisturbed run, in words. */
export function differencesOf(outcome: Outcome, undisturbed: Outcome): string[] {
  const expected = new Map<string, unknown>(Object.entries(undisturbed));
  return Object.entries(outcome)
    .filter(([field, found]) => !isDeepStrictEqual(found, expected.get(field)))
    .map(
      ([field, found]) =>
        `${field} ${JSON.stringify(found)} instead of ${JSON.stringify(expected.get(field))}`,
    );
}

/** @returns what went wrong, with the name of the case */
export async function problemsOf(
  name: () => string,
  run: () => Promise<readonly string[]>,
): Promise<string[]> {
  try {
    return (await run()).map((problem) => `${name()}: ${problem}`);
  } catch (error) {
    return [`${name()}: ${error instanceof Error ? error.stack : String(error)}`];
  }
}
