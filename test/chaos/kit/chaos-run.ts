import { randomInt } from 'node:crypto';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { z } from 'zod';
import { type Random, randomFromSeed, shuffled } from '../../../src/domain/generate/random';

const MAX_SEED = 2 ** 31;

/** `npm run chaos` sets it. */
const chosen = z
  .object({ size: z.enum(['quick', 'full']), seed: z.int() })
  .safeParse(Reflect.get(globalThis, 'chaos')).data;

const { size, seed } = chosen ?? { size: 'quick', seed: randomInt(MAX_SEED) };

/** A stream of random numbers for one suite; the seed is told, so that a failure can be repeated. */
export function chaosRandom(suite: string): Random {
  say(`${suite}: seed ${seed}, ${size} set`);
  return randomFromSeed(seed);
}

/** How many of something: a few with all other tests, many in `npm run chaos`. */
export function howMany(quick: number, full: number): number {
  return size === 'full' ? full : quick;
}

export const isFull = size === 'full';

export function say(text: string): void {
  process.stderr.write(`chaos: ${text}\n`);
}

/** At most so many of the numbers from 1 to `last`, in their order: all of them where there are no more. */
export function sampleOf(random: Random, last: number, atMost: number): readonly number[] {
  const all = Array.from({ length: last }, (_, index) => index + 1);
  return shuffled(random, all)
    .slice(0, atMost)
    .sort((a, b) => a - b);
}

export function oneOf<T>(random: Random, choices: readonly [T, ...T[]]): T {
  return choices[uniformInt(random, 0, choices.length - 1)] ?? choices[0];
}
