import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { mersenne } from 'pure-rand/generator/mersenne';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';

export type Random = RandomGenerator;

/** The first state of a stream: four 32-bit words. The same words always give the same stream. */
export type RandomState = readonly number[];

/** Choices with weights; the sum of the weights can be any number. */
export type Weighted<T> = readonly (readonly [choice: T, weight: number])[];

/** @param seed a whole number from 0 to 2^32 - 1; each gives a different stream */
export function randomFromSeed(seed: number): Random {
  return mersenne(seed);
}

export function drawState(parent: Random): RandomState {
  return [parent.next(), parent.next(), parent.next(), parent.next()];
}

export function randomFromState(state: RandomState): Random {
  return xoroshiro128plusFromState(state);
}

export function chance(random: Random, probability: number): boolean {
  return uniformFloat64(random) < probability;
}

export function pick<T>(random: Random, choices: Weighted<T>): T {
  const total = choices.reduce((sum, [, weight]) => sum + weight, 0);
  let left = uniformFloat64(random) * total;
  for (const [choice, weight] of choices) {
    left -= weight;
    if (left < 0) return choice;
  }
  throw new RangeError('there is nothing to pick from');
}

/** An exponentially distributed number with the given mean. */
export function exponential(random: Random, mean: number): number {
  return -mean * Math.log(1 - uniformFloat64(random));
}

/** A number between the two; all orders of magnitude are equally likely. */
export function logUniform(random: Random, low: number, high: number): number {
  return low * Math.exp(Math.log(high / low) * uniformFloat64(random));
}

/** A number in (-1, 1), most likely near 0. */
export function triangular(random: Random): number {
  return uniformFloat64(random) + uniformFloat64(random) - 1;
}

export function shuffled<T>(random: Random, items: readonly T[]): readonly T[] {
  const left = [...items];
  const result: T[] = [];
  while (left.length > 0) result.push(...left.splice(uniformInt(random, 0, left.length - 1), 1));
  return result;
}
