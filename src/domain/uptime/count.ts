import type { Span } from '../../contract/report';
import type { PollRun } from './poll-run';

export const COUNTED_POLL_MICROS = 3_600_000_000;

/** What method `count` adds up for one business interval and one window. */
export interface CountPieces {
  /** Polls that lie in both. */
  readonly polls: number;
  readonly activePolls: number;
  /** From the opening, cut to the window, to the earliest poll, where that one is active; else 0. */
  readonly openingMicros: number;
  /** From the latest poll, where that one is active, to the closing, cut to the window; else 0. */
  readonly closingMicros: number;
}

/** Method `count`, the seed's arithmetic. Polls count that lie in interval and window. */
export function countPieces(
  run: PollRun,
  openMicros: number,
  closeMicros: number,
  window: Span,
): CountPieces {
  const { atMicros, active } = run.polls;
  let earliest = -1;
  let latest = -1;
  let polls = 0;
  let activePolls = 0;
  for (let i = run.first; i < run.end; i++) {
    const at = atMicros[i] ?? 0;
    if (at < window.fromMicros || at >= window.toMicros) continue;
    if (earliest < 0) earliest = i;
    latest = i;
    polls++;
    if (active[i] === 1) activePolls++;
  }
  const opening = (atMicros[earliest] ?? 0) - Math.max(openMicros, window.fromMicros);
  const closing = Math.min(closeMicros, window.toMicros) - (atMicros[latest] ?? 0);
  return {
    polls,
    activePolls,
    openingMicros: active[earliest] === 1 ? opening : 0,
    closingMicros: active[latest] === 1 ? closing : 0,
  };
}

/** @returns uptime in microseconds: an hour for each active poll, and both ends; not yet limited to the window's length. */
export function uptimeOfPieces(pieces: CountPieces): number {
  return pieces.activePolls * COUNTED_POLL_MICROS + pieces.openingMicros + pieces.closingMicros;
}
