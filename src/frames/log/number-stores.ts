import pl from 'nodejs-polars';
import { indexColumn } from '../columns-io';
import { beginsRun } from './begins-run';

/**
 * The polls of the stores, in the order given, with a store's number, `store`, in place of its id. Quick where a store's
 * polls stand together, as in a segment: an id is looked up once a run.
 * @param polls with `store_id`; those of other stores are left out.
 * @param stores `store_id`, `store`: each id once, and numbers below the frame's height.
 */
export function numberStores(polls: pl.DataFrame, stores: pl.DataFrame): pl.DataFrame {
  const nobody = stores.height;
  const runs = polls
    .select('store_id')
    .withRowCount('first')
    .filter(beginsRun('store_id'))
    .join(stores, { on: 'store_id', how: 'left' })
    .sort('first')
    .select(pl.col('first'), pl.col('store').fillNull(pl.lit(nobody)));
  const numbers = spread(indexColumn(runs, 'first'), indexColumn(runs, 'store'), polls.height);
  const numbered = polls.drop('store_id').withColumns(pl.Series('store', numbers));
  const others = runs.filter(pl.col('store').eq(pl.lit(nobody))).height;
  return others === 0 ? numbered : numbered.filter(pl.col('store').neq(pl.lit(nobody)));
}

/** Repeats each run's value up to where the next one begins. */
function spread(firsts: Uint32Array, values: Uint32Array, length: number): Uint32Array {
  const all = new Uint32Array(length);
  for (const [run, first] of firsts.entries()) all.fill(values[run] ?? 0, first, firsts[run + 1] ?? length);
  return all;
}
