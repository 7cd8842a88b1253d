import { setImmediate as nextTurn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

/** By so much the process must have grown before it is worth the collector's time. */
const WORTH_BYTES = 128e6;

let least = process.memoryUsage.rss();

/**
 * Frees the frames that nothing refers to any more, once they are many. Their JavaScript objects are so small that V8
 * sees no reason to collect them, while the columns behind them fill the memory; and Node lets go of these only in the
 * next turn of the event loop.
 */
export async function freeFrames(): Promise<void> {
  const held = process.memoryUsage.rss();
  if (held < least + WORTH_BYTES) {
    least = Math.min(least, held);
    return;
  }
  collect();
  await nextTurn();
  least = process.memoryUsage.rss();
}
