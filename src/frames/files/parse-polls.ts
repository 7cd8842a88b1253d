import pl from 'nodejs-polars';
import { REASONS } from '../../domain/log/input-rules';
import { INSTANT_PATTERN, MICROS_PER_SECOND } from '../../domain/time/instants';
import { type Judge, judgeBy, type ReasonRule } from './judge-rows';

const FUTURE_TOLERANCE_MICROS = 3_600 * MICROS_PER_SECOND;

/** The latest good instant. Refuse polls more than an hour in the future: they would move as-of. */
export function latestGoodMicros(nowMicros: number): number {
  return nowMicros + FUTURE_TOLERANCE_MICROS;
}

/**
 * Makes the reader of a poll file's cells.
 * @param nowMicros the ingestion's own clock.
 * @returns good rows as `store_id` text, `at` Int64 microseconds, `active` Bool, in file order.
 */
export function pollParser(nowMicros: number): Judge {
  const typed = [
    pl.col('line'),
    pl.col('extra'),
    pl.col('c0').alias('store_id'),
    pl.col('c1').str.toLowerCase().alias('status'),
    atExpression().alias('at'),
  ];
  const status = pl.col('status');
  const isActive = status.eq(pl.lit('active'));
  const rules: readonly ReasonRule[] = [
    { reason: REASONS.status, holds: isActive.or(status.eq(pl.lit('inactive'))).not() },
    {
      // A double does not hold microseconds before July 1684 exactly.
      reason: REASONS.timestamp,
      holds: pl
        .col('at')
        .isNull()
        .or(pl.col('at').lt(pl.lit(Number.MIN_SAFE_INTEGER))),
    },
    { reason: REASONS.future, holds: pl.col('at').gt(pl.lit(latestGoodMicros(nowMicros))) },
  ];
  const judge = judgeBy(rules, [pl.col('store_id'), pl.col('at'), isActive.alias('active')]);
  return (cells) => judge(cells.select(...typed));
}

/** UTC microseconds of the text in `c2`; null where it is no instant. */
function atExpression(): pl.Expr {
  const text = pl.col('c2');
  const seconds = text.str
    .slice(0, 19)
    .str.replace('T', ' ', true)
    .str.strptime(pl.Datetime('ms'), '%Y-%m-%d %H:%M:%S')
    .cast(pl.Int64);
  const fraction = text.str.extract('\\.(\\d{1,6})', 1).str.padEnd(6, '0').cast(pl.Int64).fillNull(pl.lit(0));
  return pl
    .when(text.str.contains(INSTANT_PATTERN))
    .then(seconds.add(fraction))
    .otherwise(pl.lit(null))
    .cast(pl.Int64);
}
