import type { PollColumns } from '../../domain/numbers/columns';
import type { PollBuffer } from './poll-buffer';

export interface DedupedPolls {
  /** Sorted by store, then instant; each instant of a store once. `store` is a rank. */
  readonly columns: PollColumns;
  readonly duplicates: number;
  /** Duplicates whose status differs from that of the next poll of the same instant. */
  readonly disagreements: number;
}

/** Insertion sort gives up after so many moves a poll: files are nearly in order of time, so it is fast as a rule. */
const MAX_MOVES_EACH = 8;

/**
 * Sorts polls by store and instant. Of polls with the same store and instant, the last in file order stays.
 * @param rank by store number
 */
export function dedupePolls(polls: PollBuffer, rank: Uint32Array, stores: number): DedupedPolls {
  const { starts, at, active } = groupByStore(polls, rank, stores);
  const store = new Uint32Array(polls.count);
  let kept = 0;
  let disagreements = 0;
  for (let number = 0; number < stores; number++) {
    const [from, to] = [starts[number] ?? 0, starts[number + 1] ?? 0];
    sortByInstant(at, active, from, to);
    for (let row = from; row < to; row++) {
      if (row + 1 < to && at[row] === at[row + 1]) {
        if (active[row] !== active[row + 1]) disagreements++;
        continue;
      }
      store[kept] = number;
      at[kept] = at[row] ?? 0;
      active[kept] = active[row] ?? 0;
      kept++;
    }
  }
  return {
    columns: {
      store: store.subarray(0, kept),
      atMicros: at.subarray(0, kept),
      active: active.subarray(0, kept),
    },
    duplicates: polls.count - kept,
    disagreements,
  };
}

interface Grouped {
  /** Where each store's polls start; one more entry at the end. */
  readonly starts: Uint32Array;
  readonly at: Float64Array;
  readonly active: Uint8Array;
}

function groupByStore(polls: PollBuffer, rank: Uint32Array, stores: number): Grouped {
  const starts = new Uint32Array(stores + 1);
  for (let row = 0; row < polls.count; row++) {
    const after = (rank[polls.store[row] ?? 0] ?? 0) + 1;
    starts[after] = (starts[after] ?? 0) + 1;
  }
  for (let number = 0; number < stores; number++)
    starts[number + 1] = (starts[number + 1] ?? 0) + (starts[number] ?? 0);
  const next = starts.slice();
  const at = new Float64Array(polls.count);
  const active = new Uint8Array(polls.count);
  for (let row = 0; row < polls.count; row++) {
    const number = rank[polls.store[row] ?? 0] ?? 0;
    const place = next[number] ?? 0;
    next[number] = place + 1;
    at[place] = polls.at[row] ?? 0;
    active[place] = polls.active[row] ?? 0;
  }
  return { starts, at, active };
}

/** In place; polls of one instant keep their order. */
function sortByInstant(at: Float64Array, active: Uint8Array, from: number, to: number): void {
  let moves = MAX_MOVES_EACH * (to - from);
  for (let row = from + 1; row < to; row++) {
    const [instant, isActive] = [at[row] ?? 0, active[row] ?? 0];
    let place = row;
    for (; place > from && (at[place - 1] ?? 0) > instant; place--) {
      at[place] = at[place - 1] ?? 0;
      active[place] = active[place - 1] ?? 0;
    }
    at[place] = instant;
    active[place] = isActive;
    moves -= row - place;
    if (moves < 0) {
      sortByIndex(at, active, from, to);
      return;
    }
  }
}

function sortByIndex(at: Float64Array, active: Uint8Array, from: number, to: number): void {
  const [instants, statuses] = [at.slice(from, to), active.slice(from, to)];
  const order = new Uint32Array(to - from).map((_, row) => row);
  order.sort((left, right) => (instants[left] ?? 0) - (instants[right] ?? 0) || left - right);
  order.forEach((row, place) => {
    at[from + place] = instants[row] ?? 0;
    active[from + place] = statuses[row] ?? 0;
  });
}
