import type { Method } from '../../contract/methods';
import { type StretchStatus, WINDOWS, type WindowName } from '../../contract/report';
import { overlapMicros, WINDOW_MICROS, windowOf } from '../time/windows';
import { uptimeOfPieces } from '../uptime/count';
import { METHOD_ARITHMETIC, type PollMethod } from '../uptime/methods';
import type { PollRun } from '../uptime/poll-run';
import type {
  CountedShare,
  CountedWindow,
  ExplainedInterval,
  StretchShare,
  StretchWindow,
} from './explain-types';

/** An interval with the polls inside it as columns. */
export interface IntervalRun {
  readonly interval: ExplainedInterval;
  readonly run: PollRun;
}

/** One window's figures as the sum of its intervals' shares. */
export function explainWindow(
  name: WindowName,
  runs: readonly IntervalRun[],
  asOfMicros: number,
  method: Method,
): StretchWindow | CountedWindow {
  const span = windowOf(name, asOfMicros);
  const touching = runs.filter(
    ({ interval }) => overlapMicros(interval.fromMicros, interval.toMicros, span) > 0,
  );
  const arithmetic = METHOD_ARITHMETIC[method];
  if (arithmetic.by === 'polls') return counted(name, touching, asOfMicros, arithmetic);
  return sumOfStretches(
    name,
    touching.map(({ interval }) => interval),
    asOfMicros,
  );
}

function sumOfStretches(
  name: WindowName,
  intervals: readonly ExplainedInterval[],
  asOfMicros: number,
): StretchWindow {
  const window = windowOf(name, asOfMicros);
  const shares = intervals.map((interval) => shareOf(name, interval, asOfMicros));
  const sum = (micros: (share: StretchShare) => number) => total(shares.map(micros));
  return {
    by: 'stretches',
    name,
    ...window,
    shares,
    figures: {
      upMicros: sum((share) => share.upMicros),
      downMicros: sum((share) => share.downMicros),
      unknownMicros: sum((share) => share.unknownMicros),
      businessMicros: sum((share) => share.businessMicros),
    },
  };
}

/** Adds up the pieces of the window and of the shorter windows inside it. */
function shareOf(name: WindowName, interval: ExplainedInterval, asOfMicros: number): StretchShare {
  const within = WINDOWS.slice(0, WINDOWS.indexOf(name) + 1);
  const pieces = interval.pieces.filter((piece) => within.includes(piece.window));
  const sum = (status: StretchStatus) =>
    total(pieces.filter((piece) => piece.status === status).map((p) => p.toMicros - p.fromMicros));
  return {
    interval: interval.number,
    businessMicros: overlapMicros(interval.fromMicros, interval.toMicros, windowOf(name, asOfMicros)),
    upMicros: sum('up'),
    downMicros: sum('down'),
    unknownMicros: sum('unknown'),
  };
}

function counted(
  name: WindowName,
  runs: readonly IntervalRun[],
  asOfMicros: number,
  method: PollMethod,
): CountedWindow {
  const window = windowOf(name, asOfMicros);
  const shares = runs.map(({ interval, run }): CountedShare => {
    const pieces = method.pieces(run, interval.fromMicros, interval.toMicros, window);
    return {
      interval: interval.number,
      businessMicros: overlapMicros(interval.fromMicros, interval.toMicros, window),
      ...pieces,
      upMicros: uptimeOfPieces(pieces),
    };
  });
  const uncappedMicros = total(shares.map((share) => share.upMicros));
  const upMicros = Math.min(uncappedMicros, WINDOW_MICROS[name]);
  return {
    by: 'polls',
    name,
    ...window,
    shares,
    uncappedMicros,
    figures: {
      upMicros,
      downMicros: WINDOW_MICROS[name] - upMicros,
      unknownMicros: null,
      businessMicros: total(shares.map((share) => share.businessMicros)),
    },
  };
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
