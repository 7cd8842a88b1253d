import { type Method, type StretchStatus, WINDOWS, type WindowName } from '../../contract/report';
import { overlapMicros, WINDOW_MICROS, windowOf } from '../time/windows';
import { countPieces, uptimeOfPieces } from '../uptime/count';
import type { PollRun } from '../uptime/interpolate';
import type {
  CountedShare,
  CountedWindow,
  ExplainedInterval,
  ExplainedWindow,
  InterpolatedShare,
  InterpolatedWindow,
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
): ExplainedWindow {
  const span = windowOf(name, asOfMicros);
  const touching = runs.filter(
    ({ interval }) => overlapMicros(interval.fromMicros, interval.toMicros, span) > 0,
  );
  return method === 'interpolate'
    ? interpolated(
        name,
        touching.map(({ interval }) => interval),
        asOfMicros,
      )
    : counted(name, touching, asOfMicros);
}

function interpolated(
  name: WindowName,
  intervals: readonly ExplainedInterval[],
  asOfMicros: number,
): InterpolatedWindow {
  const window = windowOf(name, asOfMicros);
  const shares = intervals.map((interval) => shareOf(name, interval, asOfMicros));
  const sum = (micros: (share: InterpolatedShare) => number) => total(shares.map(micros));
  return {
    method: 'interpolate',
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

/** Adds the pieces up as a reader would: those of the window itself and of the shorter ones within it. */
function shareOf(name: WindowName, interval: ExplainedInterval, asOfMicros: number): InterpolatedShare {
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

function counted(name: WindowName, runs: readonly IntervalRun[], asOfMicros: number): CountedWindow {
  const window = windowOf(name, asOfMicros);
  const shares = runs.map(({ interval, run }): CountedShare => {
    const pieces = countPieces(run, interval.fromMicros, interval.toMicros, window);
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
    method: 'count',
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
