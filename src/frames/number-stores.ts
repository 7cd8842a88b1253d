import pl from 'nodejs-polars';
import { indexColumn } from './columns-io';

/**
 * The polls of the stores, with a store's number in place of its id: `store`, `at`, `active`, in the order given.
 * Quick where a store's polls stand together, as in a segment: only the first id of each run is looked up.
 * @param polls `store_id`, `at`, `active`; those of other stores are left out.
 * @param stores `store_id`, `store`: each id once.
 */
export function numberStores(polls: pl.DataFrame, stores: pl.DataFrame): pl.DataFrame {
  const begins = pl.col('store_id').neq(pl.col('store_id').shift(1)).fillNull(pl.lit(true));
  const runs = polls
    .select('store_id')
    .withRowCount('first')
    .filter(begins)
    .join(stores, { on: 'store_id', how: 'left' })
    .sort('first');
  const isKnown = pl.col('store').neq(pl.lit(stores.height));
  const numbers = spread(
    indexColumn(runs, 'first'),
    indexColumn(runs.select(pl.col('store').fillNull(pl.lit(stores.height))), 'store'),
    polls.height,
  );
  const numbered = polls.withColumns(pl.Series('store', numbers)).select('store', 'at', 'active');
  return runs.getColumn('store').nullCount() === 0 ? numbered : numbered.filter(isKnown);
}

/** Repeats each run's value up to where the next one begins. */
function spread(firsts: Uint32Array, values: Uint32Array, length: number): Uint32Array {
  const all = new Uint32Array(length);
  for (const [run, first] of firsts.entries()) all.fill(values[run] ?? 0, first, firsts[run + 1] ?? length);
  return all;
}
