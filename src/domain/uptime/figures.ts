import type { Method } from '../../contract/methods';
import { type StretchStatus, WINDOWS, type WindowName } from '../../contract/report';
import type { IntervalColumns, PollColumns } from '../numbers/columns';
import { overlapMicros, WINDOW_MICROS, windowOf } from '../time/windows';
import { uptimeOfPieces } from './count';
import { METHOD_ARITHMETIC, type PollMethod, type StretchMethod } from './methods';
import { eachUnitedStretch } from './stretches';

/**
 * One window's sums in microseconds, one entry a store. `unknown` holds NaN where the method knows no unknown. All four
 * hold NaN where the business time of the store is not known.
 */
export interface WindowSums {
  readonly up: Float64Array;
  readonly down: Float64Array;
  readonly unknown: Float64Array;
  readonly business: Float64Array;
}

export type FigureColumns = Readonly<Record<WindowName, WindowSums>>;

export interface FiguresInput {
  readonly storeCount: number;
  /** 1 for each store whose business time is not known. Such a store has no interval. */
  readonly blank: Uint8Array;
  readonly intervals: IntervalColumns;
  /** Only polls inside an interval. */
  readonly polls: PollColumns;
  /** For each poll its interval's row number, ascending. */
  readonly interval: Int32Array;
  readonly asOfMicros: number;
  readonly method: Method;
  readonly holdMicros: number;
}

/** Called with each stretch of each store, in order of stores and time; a stretch may reach out of the week. */
export type StretchListener = (
  store: number,
  fromMicros: number,
  toMicros: number,
  status: StretchStatus,
) => void;

/**
 * Adds up every store's windows by the chosen method; the source of each rule is docs/semantics.md.
 * @param tell is not called by methods that do not say when a store was up
 */
export function computeFigures(input: FiguresInput, tell: StretchListener = () => undefined): FigureColumns {
  const figures: FigureColumns = {
    hour: emptySums(input.storeCount),
    day: emptySums(input.storeCount),
    week: emptySums(input.storeCount),
  };
  addBusinessTime(input, figures);
  const method = METHOD_ARITHMETIC[input.method];
  if (method.by === 'stretches') addStretches(method, input, figures, tell);
  else addPolls(method, input, figures);
  for (const name of WINDOWS) leaveBlank(figures[name], input.blank);
  return figures;
}

function leaveBlank(sums: WindowSums, blank: Uint8Array): void {
  for (let store = blank.indexOf(1); store >= 0; store = blank.indexOf(1, store + 1)) {
    for (const column of [sums.up, sums.down, sums.unknown, sums.business]) column[store] = Number.NaN;
  }
}

function emptySums(storeCount: number): WindowSums {
  return {
    up: new Float64Array(storeCount),
    down: new Float64Array(storeCount),
    unknown: new Float64Array(storeCount),
    business: new Float64Array(storeCount),
  };
}

function addTo(column: Float64Array, row: number, micros: number): void {
  column[row] = (column[row] ?? 0) + micros;
}

function addBusinessTime(input: FiguresInput, figures: FigureColumns): void {
  const { store, openMicros, closeMicros } = input.intervals;
  for (const name of WINDOWS) {
    const window = windowOf(name, input.asOfMicros);
    for (let row = 0; row < store.length; row++) {
      const overlap = overlapMicros(openMicros[row] ?? 0, closeMicros[row] ?? 0, window);
      addTo(figures[name].business, store[row] ?? 0, overlap);
    }
  }
}

/** Calls `visit` for every interval with the run of polls inside it. */
function eachInterval(
  input: FiguresInput,
  visit: (row: number, storeRow: number, first: number, end: number) => void,
): void {
  let first = 0;
  for (let row = 0; row < input.intervals.store.length; row++) {
    let end = first;
    while (end < input.interval.length && input.interval[end] === row) end++;
    visit(row, input.intervals.store[row] ?? 0, first, end);
    first = end;
  }
}

function addStretches(
  { eachStretch }: StretchMethod,
  input: FiguresInput,
  figures: FigureColumns,
  tell: StretchListener,
): void {
  const longestFirst = [...WINDOWS].reverse();
  const windows = longestFirst.map((name) => ({
    span: windowOf(name, input.asOfMicros),
    sums: figures[name],
  }));
  eachInterval(input, (row, storeRow, first, end) => {
    const open = input.intervals.openMicros[row] ?? 0;
    const close = input.intervals.closeMicros[row] ?? 0;
    const run = { polls: input.polls, first, end };
    eachUnitedStretch(eachStretch, run, open, close, input.holdMicros, (from, to, status) => {
      for (const { span, sums } of windows) {
        // The shorter windows begin later still.
        if (to <= span.fromMicros) break;
        addTo(sums[status], storeRow, overlapMicros(from, to, span));
      }
      tell(storeRow, from, to, status);
    });
  });
}

function addPolls({ pieces }: PollMethod, input: FiguresInput, figures: FigureColumns): void {
  const { openMicros, closeMicros } = input.intervals;
  for (const name of WINDOWS) {
    const { up, down, unknown } = figures[name];
    const window = windowOf(name, input.asOfMicros);
    eachInterval(input, (row, storeRow, first, end) => {
      if (first === end) return;
      const run = { polls: input.polls, first, end };
      const added = pieces(run, openMicros[row] ?? 0, closeMicros[row] ?? 0, window);
      addTo(up, storeRow, uptimeOfPieces(added));
    });
    unknown.fill(Number.NaN);
    for (let store = 0; store < input.storeCount; store++) {
      up[store] = Math.min(up[store] ?? 0, WINDOW_MICROS[name]);
      down[store] = WINDOW_MICROS[name] - (up[store] ?? 0);
    }
  }
}
