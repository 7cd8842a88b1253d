import pl from 'nodejs-polars';
import { BUCKETS, type BucketRange } from '../../contract/buckets';
import { bucketOf, isInBuckets } from '../../domain/log/buckets';
import { textColumn } from '../columns-io';

/** Adds each row's `bucket` to a frame with `store_id`. */
export function addBucketColumn(frame: pl.DataFrame): pl.DataFrame {
  const buckets = Int32Array.from(textColumn(frame, 'store_id'), bucketOf);
  return frame.withColumns(pl.Series('bucket', buckets, pl.Int32).cast(pl.UInt8));
}

/** Keeps the rows of the stores in a range of buckets, in their order. It is faster where the frame has `bucket`. */
export function filterByBuckets(frame: pl.DataFrame, buckets: BucketRange): pl.DataFrame {
  if (buckets.from === 0 && buckets.to === BUCKETS) return frame;
  if (frame.columns.includes('bucket')) return frame.filter(isBetween(buckets));
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

function isBetween({ from, to }: BucketRange): pl.Expr {
  const bucket = pl.col('bucket').cast(pl.Int32);
  return bucket.gtEq(pl.lit(from)).and(bucket.lt(pl.lit(to)));
}
