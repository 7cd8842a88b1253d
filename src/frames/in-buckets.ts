import pl from 'nodejs-polars';
import { BUCKETS, type BucketRange } from '../contract/buckets';
import { isInBuckets } from '../domain/buckets';

/** Of a frame with `store_id`, the rows of the stores of some buckets, in their order. */
export function inBuckets(frame: pl.DataFrame, buckets: BucketRange): pl.DataFrame {
  if (buckets.from === 0 && buckets.to === BUCKETS) return frame;
  const ids = frame.getColumn('store_id').unique().toArray().map(String);
  const wanted = pl.DataFrame([
    pl.Series(
      'store_id',
      ids.filter((id) => isInBuckets(id, buckets)),
      pl.Utf8,
    ),
  ]);
  return frame.join(wanted, { on: 'store_id', how: 'semi' });
}
