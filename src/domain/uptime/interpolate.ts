import type { PollRun } from './poll-run';
import type { VisitStretch } from './stretches';

/**
 * Method `interpolate`: a poll speaks for the instants nearest to it, at most `holdMicros` each way; the rest is
 * unknown.
 */
export function eachStretch(
  run: PollRun,
  openMicros: number,
  closeMicros: number,
  holdMicros: number,
  visit: VisitStretch,
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

/** Where the nearer poll changes; an odd microsecond goes to the earlier poll. */
function midpoint(earlierMicros: number, laterMicros: number): number {
  return earlierMicros + Math.ceil((laterMicros - earlierMicros) / 2);
}
