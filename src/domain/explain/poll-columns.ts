import type { PollColumns } from '../numbers/columns';
import type { StoredPoll } from './explain-types';

/** One store's polls as columns, in the order given. */
export function toPollColumns(polls: readonly StoredPoll[]): PollColumns {
  return {
    store: new Uint32Array(polls.length),
    atMicros: Float64Array.from(polls, (poll) => poll.atMicros),
    active: Uint8Array.from(polls, (poll) => (poll.active ? 1 : 0)),
  };
}
