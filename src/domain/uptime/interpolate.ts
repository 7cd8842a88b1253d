import type { StretchStatus } from '../../contract/report';
import type { PollColumns } from '../numbers/columns';

/** Polls `[first, end)` of the columns, all inside one business interval. */
export interface PollRun {
  readonly polls: PollColumns;
  readonly first: number;
  readonly end: number;
}

type Visit = (fromMicros: number, toMicros: number, status: StretchStatus) => void;

/**
 * Method `interpolate`: walks one business interval from opening to closing and names each stretch's status.
 * A poll speaks for the instants nearest to it, at most `holdMicros` each way; the rest is unknown. The stretches
 * are in order, not empty, and fill the interval exactly; neighbours may share a status.
 */
export function eachStretch(
  run: PollRun,
  openMicros: number,
  closeMicros: number,
  holdMicros: number,
  visit: Visit,
): void {
  const { atMicros, active } = run.polls;
  let cursor = openMicros;
  let reachesFrom = openMicros;
  for (let i = run.first; i < run.end; i++) {
    const at = atMicros[i] ?? 0;
    const next = i + 1 < run.end ? midpoint(at, atMicros[i + 1] ?? 0) : closeMicros;
    const from = Math.max(reachesFrom, at - holdMicros);
    const to = Math.min(next, at + holdMicros, closeMicros);
    if (from > cursor) visit(cursor, from, 'unknown');
    if (to > from) {
      visit(from, to, active[i] === 1 ? 'up' : 'down');
      cursor = to;
    } else {
      cursor = Math.max(cursor, from);
    }
    reachesFrom = next;
  }
  if (cursor < closeMicros) visit(cursor, closeMicros, 'unknown');
}

/** As `eachStretch`, with neighbours of the same status as one. */
export function eachUnitedStretch(
  run: PollRun,
  openMicros: number,
  closeMicros: number,
  holdMicros: number,
  visit: Visit,
): void {
  let begunMicros = openMicros;
  let latest: StretchStatus | null = null;
  eachStretch(run, openMicros, closeMicros, holdMicros, (fromMicros, _toMicros, status) => {
    if (status === latest) return;
    if (latest !== null) visit(begunMicros, fromMicros, latest);
    begunMicros = fromMicros;
    latest = status;
  });
  if (latest !== null) visit(begunMicros, closeMicros, latest);
}

/** Where the nearer poll changes; an odd microsecond goes to the earlier poll. */
function midpoint(earlierMicros: number, laterMicros: number): number {
  return earlierMicros + Math.ceil((laterMicros - earlierMicros) / 2);
}
