import type { Span } from '../contract/report';
import type { PollRun } from './interpolate';

const HOUR_MICROS = 3_600_000_000;

/**
 * Method `count`, the seed's arithmetic, for one business interval and one window: an hour for each active poll,
 * plus the ends where the earliest and the latest poll are active. Polls count that lie in interval and window.
 * @returns uptime in microseconds, not yet limited to the window's length.
 */
export function countUptimeMicros(
  run: PollRun,
  openMicros: number,
  closeMicros: number,
  window: Span,
): number {
  const { atMicros, active } = run.polls;
  let earliest = -1;
  let latest = -1;
  let uptime = 0;
  for (let i = run.first; i < run.end; i++) {
    const at = atMicros[i] ?? 0;
    if (at < window.fromMicros || at >= window.toMicros) continue;
    if (earliest < 0) earliest = i;
    latest = i;
    if (active[i] === 1) uptime += HOUR_MICROS;
  }
  if (earliest < 0) return 0;
  if (active[earliest] === 1) uptime += (atMicros[earliest] ?? 0) - Math.max(openMicros, window.fromMicros);
  if (active[latest] === 1) uptime += Math.min(closeMicros, window.toMicros) - (atMicros[latest] ?? 0);
  return uptime;
}
