import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

/**
 * Frees the frames that nothing refers to any more. Their JavaScript objects are so small that V8 sees no reason to
 * collect them, while the columns behind them fill the memory.
 */
export function freeFrames(): void {
  collect();
}
