import pl from 'nodejs-polars';
import { ALL_BUCKETS, type BucketRange } from '../../contract/buckets';
import { textColumn } from '../columns-io';
import { filterByBuckets } from '../log/bucket-column';
import { readParquet } from '../parquet-io';

/** @returns `store_id` of the stores that were polled by then and are asked for, in any order. */
export function chooseStores(
  storesPath: string,
  untilMicros: number,
  storeIds: readonly string[] | null,
  buckets: BucketRange,
): pl.DataFrame {
  const seen = readParquet(storesPath).filter(pl.col('first_at').ltEq(pl.lit(untilMicros)));
  // The '' gives the list a type: an empty list has none.
  const asked = storeIds === null ? seen : seen.filter(pl.col('store_id').isIn(['', ...storeIds]));
  return filterByBuckets(asked, buckets).select('store_id');
}

export interface CountInputs {
  readonly storesPath: string;
  readonly asOfMicros: number;
  /** null: every store. */
  readonly storeIds: readonly string[] | null;
}

/** How many stores a report will have. */
export function countStores({ storesPath, asOfMicros, storeIds }: CountInputs): number {
  return chooseStores(storesPath, asOfMicros, storeIds, ALL_BUCKETS).height;
}

/** The requested ids that the frame does not have, each once. */
export function storeIdsNotIn(stores: pl.DataFrame, storeIds: readonly string[] | null): string[] {
  if (storeIds === null) return [];
  const known = new Set(textColumn(stores, 'store_id'));
  return [...new Set(storeIds)].filter((id) => !known.has(id));
}
