import type { PollColumns } from '../numbers/columns';

/** Polls `[first, end)` of the columns, all inside one business interval. */
export interface PollRun {
  readonly polls: PollColumns;
  readonly first: number;
  readonly end: number;
}
