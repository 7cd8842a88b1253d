import { setImmediate as nextTurn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

/** Collect only after the process has grown by so much: a collection takes time. */
const MIN_GROWTH_BYTES = 128e6;

let lowest = process.memoryUsage.rss();

/**
 * Frees unused frames once the process has grown. V8 sees only a small JavaScript object for each frame and does not
 * collect it, while its columns fill the memory. Node frees the columns in the next turn of the event loop.
 */
export async function freeMemory(): Promise<void> {
  const held = process.memoryUsage.rss();
  if (held < lowest + MIN_GROWTH_BYTES) {
    lowest = Math.min(lowest, held);
    return;
  }
  collect();
  await nextTurn();
  lowest = process.memoryUsage.rss();
}
