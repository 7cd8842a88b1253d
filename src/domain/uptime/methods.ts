import type { Method } from '../../contract/methods';
import type { Span } from '../../contract/report';
import { type CountPieces, countPieces } from './count';
import { eachStretch } from './interpolate';
import type { PollRun } from './poll-run';
import type { EachStretch } from './stretches';

/** Says when a store was up: figures, weeks, heat maps and explanations all add up its stretches. */
export interface StretchMethod {
  readonly by: 'stretches';
  readonly eachStretch: EachStretch;
}

/** Says how long a store was up in a window, not when; the rest of the window is down. */
export interface PollMethod {
  readonly by: 'polls';
  readonly pieces: (run: PollRun, openMicros: number, closeMicros: number, window: Span) => CountPieces;
}

/** The arithmetic of each method; src/contract/methods.ts says what the other rooms need to know of it. */
export const METHOD_ARITHMETIC: Readonly<Record<Method, StretchMethod | PollMethod>> = {
  interpolate: { by: 'stretches', eachStretch },
  count: { by: 'polls', pieces: countPieces },
};
