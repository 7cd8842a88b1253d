import pl from 'nodejs-polars';
import { indexColumn } from '../columns-io';
import { isFirstOfRun } from './is-first-of-run';

/**
 * Replaces `store_id` by the store's number, `store`, in the order of the polls. Each run of one store costs one look-up,
 * so it is fast where the polls of a store are adjacent, as in a segment.
 * @param polls with `store_id`; polls of other stores are dropped.
 * @param stores `store_id`, `store`: each id once; the numbers are below the frame's height.
 */
export function numberStores(polls: pl.DataFrame, stores: pl.DataFrame): pl.DataFrame {
  const unknown = stores.height;
  const runs = polls
    .select('store_id')
    .withRowCount('first')
    .filter(isFirstOfRun('store_id'))
    .join(stores, { on: 'store_id', how: 'left' })
    .sort('first')
    .select(pl.col('first'), pl.col('store').fillNull(pl.lit(unknown)));
  const numbers = spread(indexColumn(runs, 'first'), indexColumn(runs, 'store'), polls.height);
  const numbered = polls.drop('store_id').withColumns(pl.Series('store', numbers));
  const others = runs.filter(pl.col('store').eq(pl.lit(unknown))).height;
  return others === 0 ? numbered : numbered.filter(pl.col('store').neq(pl.lit(unknown)));
}

/** Repeats each run's value up to the start of the next run. */
function spread(firsts: Uint32Array, values: Uint32Array, length: number): Uint32Array {
  const all = new Uint32Array(length);
  for (const [run, first] of firsts.entries()) all.fill(values[run] ?? 0, first, firsts[run + 1] ?? length);
  return all;
}
