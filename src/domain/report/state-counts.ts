import { byInputState, type InputState, type StateCounts } from '../../contract/input-states';
import type { StateFacts } from '../../contract/stage-payloads';
import { compareCodePoints } from '../text/code-points';

/** A report names so many stores of a state; the API lists all. */
export const MAX_STATE_EXAMPLES = 3;

export const NO_STATES: StateCounts = {
  counts: byInputState(() => 0),
  examples: { kept: [], unreadable: [] },
};

/**
 * Counts the states of stores.
 * @param stateAt of each store, by row, in the order of ids
 * @param idAt is asked only for the examples
 */
export function countStates(
  length: number,
  stateAt: (row: number) => InputState,
  idAt: (row: number) => string,
): StateCounts {
  const counts = { ...NO_STATES.counts };
  const examples: Record<'kept' | 'unreadable', string[]> = { kept: [], unreadable: [] };
  for (let row = 0; row < length; row++) {
    const state = stateAt(row);
    counts[state]++;
    if (state !== 'kept' && state !== 'unreadable') continue;
    if (examples[state].length < MAX_STATE_EXAMPLES) examples[state].push(idAt(row));
  }
  return { counts, examples };
}

/** These facts alone, of a result that holds more. */
export function stateFactsOf(facts: StateFacts): StateFacts {
  const { storesWithoutTimezone, storesWithoutHours, storeStates, storesWithoutFigures } = facts;
  return {
    storesWithoutTimezone,
    storesWithoutHours,
    ...(storeStates && { storeStates }),
    ...(storesWithoutFigures !== undefined && { storesWithoutFigures }),
  };
}

/** Adds the counts of two partitions without a common store; the order does not matter. */
export function addStateCounts(a: StateCounts, b: StateCounts): StateCounts {
  const examples = (state: 'kept' | 'unreadable') =>
    [...a.examples[state], ...b.examples[state]].sort(compareCodePoints).slice(0, MAX_STATE_EXAMPLES);
  return {
    counts: byInputState((state) => a.counts[state] + b.counts[state]),
    examples: { kept: examples('kept'), unreadable: examples('unreadable') },
  };
}
