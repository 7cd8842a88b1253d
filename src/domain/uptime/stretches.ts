import type { StretchStatus } from '../../contract/report';
import type { PollRun } from './poll-run';

export type VisitStretch = (fromMicros: number, toMicros: number, status: StretchStatus) => void;

/**
 * Walks one business interval from opening to closing and names each stretch's status. The stretches are in order,
 * not empty, and fill the interval exactly; neighbours may share a status.
 */
export type EachStretch = (
  run: PollRun,
  openMicros: number,
  closeMicros: number,
  holdMicros: number,
  visit: VisitStretch,
) => void;

/** Joins neighbours of the same status. */
export function eachUnitedStretch(
  eachStretch: EachStretch,
  run: PollRun,
  openMicros: number,
  closeMicros: number,
  holdMicros: number,
  visit: VisitStretch,
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
