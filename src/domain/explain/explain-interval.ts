import { METHOD_FACTS } from '../../contract/methods';
import { type ReportPins, type Span, type Stretch, WINDOWS, type WindowName } from '../../contract/report';
import { MICROS_PER_SECOND } from '../time/instants';
import { windowOf } from '../time/windows';
import { METHOD_ARITHMETIC } from '../uptime/methods';
import type { PollRun } from '../uptime/poll-run';
import type { EachStretch } from '../uptime/stretches';
import type { ExplainedInterval, ExplainedPoll, StretchPiece } from './explain-types';

/** One business interval: its polls, the time that each counts for, and the interval's time in the week as pieces. */
export function explainInterval(
  number: number,
  span: Span,
  run: PollRun,
  pins: ReportPins,
): ExplainedInterval {
  const method = METHOD_ARITHMETIC[pins.method];
  const stretches = method.by === 'stretches' ? stretchesOf(span, run, pins, method.eachStretch) : [];
  const interval = { number, fromMicros: span.fromMicros, toMicros: span.toMicros };
  return {
    ...interval,
    polls: pollsOf(run, stretches, pins),
    pieces: unite(stretches).flatMap((stretch) => cutAtWindows(stretch, pins.asOfMicros)),
  };
}

function stretchesOf(span: Span, run: PollRun, pins: ReportPins, eachStretch: EachStretch): Stretch[] {
  const stretches: Stretch[] = [];
  const holdMicros = pins.holdSeconds * MICROS_PER_SECOND;
  eachStretch(run, span.fromMicros, span.toMicros, holdMicros, (fromMicros, toMicros, status) => {
    stretches.push({ fromMicros, toMicros, status });
  });
  return stretches;
}

/** Each known stretch contains exactly one poll, and comes from it. */
function pollsOf(run: PollRun, stretches: readonly Stretch[], pins: ReportPins): ExplainedPoll[] {
  const known = stretches.filter((stretch) => stretch.status !== 'unknown');
  const polls: ExplainedPoll[] = [];
  let next = 0;
  for (let row = run.first; row < run.end; row++) {
    const atMicros = run.polls.atMicros[row] ?? 0;
    const stretch = known[next];
    const speaks = stretch !== undefined && stretch.fromMicros <= atMicros && atMicros < stretch.toMicros;
    if (speaks) next++;
    polls.push({
      atMicros,
      active: run.polls.active[row] === 1,
      speaksFor: speaks ? { fromMicros: stretch.fromMicros, toMicros: stretch.toMicros } : null,
      countsIn: METHOD_FACTS[pins.method].tellsWhen ? null : shortestWindow(atMicros, pins.asOfMicros),
    });
  }
  return polls;
}

/** The shortest window that contains the instant; null where none does. */
function shortestWindow(atMicros: number, asOfMicros: number): WindowName | null {
  const holds = (name: WindowName) => {
    const window = windowOf(name, asOfMicros);
    return window.fromMicros <= atMicros && atMicros < window.toMicros;
  };
  return WINDOWS.find(holds) ?? null;
}

function unite(stretches: readonly Stretch[]): Stretch[] {
  const united: Stretch[] = [];
  for (const stretch of stretches) {
    const last = united.at(-1);
    if (last?.status === stretch.status) {
      united[united.length - 1] = { ...last, toMicros: stretch.toMicros };
    } else {
      united.push(stretch);
    }
  }
  return united;
}

/** All windows end at as-of, so they are nested: cut a stretch where a shorter window begins. */
function cutAtWindows(stretch: Stretch, asOfMicros: number): StretchPiece[] {
  const pieces: StretchPiece[] = [];
  let endMicros = asOfMicros;
  for (const window of WINDOWS) {
    const { fromMicros: beginMicros } = windowOf(window, asOfMicros);
    const fromMicros = Math.max(stretch.fromMicros, beginMicros);
    const toMicros = Math.min(stretch.toMicros, endMicros);
    if (fromMicros < toMicros) pieces.unshift({ fromMicros, toMicros, status: stretch.status, window });
    endMicros = beginMicros;
  }
  return pieces;
}
