import { uniformBigInt } from 'pure-rand/distribution/uniformBigInt';
import { drawState, type Random, type RandomState, randomFromState } from './random';

/** A store's id, and the random streams of its inputs and its status. */
export interface StoreSeed {
  readonly storeId: string;
  readonly inputs: RandomState;
  readonly status: RandomState;
}

const LARGEST_ID = 2n ** 63n - 1n;

/** A unique id: a positive 64-bit integer as text, nearly always above 2^53. */
export function drawStoreSeeds(random: Random, count: number): readonly StoreSeed[] {
  const ids = randomFromState(drawState(random));
  const taken = new Set<string>();
  const seeds: StoreSeed[] = [];
  while (seeds.length < count) {
    const storeId = uniformBigInt(ids, 1n, LARGEST_ID).toString();
    if (taken.has(storeId)) continue;
    taken.add(storeId);
    seeds.push({ storeId, inputs: drawState(random), status: drawState(random) });
  }
  return seeds;
}
