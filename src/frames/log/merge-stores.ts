import pl from 'nodejs-polars';
import { freeMemory } from '../free-memory';
import { readParquet } from '../parquet-io';
import { addBucketColumn } from './bucket-column';
import { isFirstOfRun } from './is-first-of-run';

export interface MergeStoresInputs {
  /** Polls of a validated file, as Parquet sorted by store and instant. */
  readonly rowsPaths: readonly string[];
  /** The stores of the log so far: `store_id`, `first_at` and more; null where it is empty. */
  readonly storesPath: string | null;
  readonly newStoresPath: string;
}

/** Writes the stores of the log and of a file's polls: `store_id`, `first_at`, `bucket`. @returns their number. */
export async function mergeStores({
  rowsPaths,
  storesPath,
  newStoresPath,
}: MergeStoresInputs): Promise<number> {
  const firsts: pl.DataFrame[] = [];
  for (const rowsPath of rowsPaths) {
    firsts.push(firstsOf(rowsPath));
    await freeMemory();
  }
  const known = storesPath === null ? [] : [readParquet(storesPath, { columns: NONE.columns })];
  const all = pl.concat([NONE, ...known, ...firsts]);
  const stores = addBucketColumn(all.groupBy('store_id').agg(pl.col('first_at').min()).sort('store_id'));
  stores.writeParquet(newStoresPath, { compression: 'zstd' });
  return stores.height;
}

const NONE = pl.DataFrame([pl.Series('store_id', [], pl.Utf8), pl.Series('first_at', [], pl.Int64)]);

function firstsOf(rowsPath: string): pl.DataFrame {
  return readParquet(rowsPath, { columns: ['store_id', 'at'] })
    .filter(isFirstOfRun('store_id'))
    .rename({ at: 'first_at' });
}
