import pl from 'nodejs-polars';
import { BUCKETS, type BucketRange } from '../../contract/buckets';
import { bucketOf, isInBuckets } from '../../domain/log/buckets';
import { textColumn } from '../columns-io';

/** A frame with `store_id`, and each row's `bucket` beside it. */
export function withBuckets(frame: pl.DataFrame): pl.DataFrame {
  const buckets = Int32Array.from(textColumn(frame, 'store_id'), bucketOf);
  return frame.withColumns(pl.Series('bucket', buckets, pl.Int32).cast(pl.UInt8));
}

/** Of a frame with `store_id`, the rows of the stores of some buckets, in their order; quick where it has `bucket` too. */
export function inBuckets(frame: pl.DataFrame, buckets: BucketRange): pl.DataFrame {
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
