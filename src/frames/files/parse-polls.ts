import pl from 'nodejs-polars';
import type { DateOrder } from '../../contract/file-reading';
import { lazy } from '../../domain/lazy';
import { earlierOf, latestGoodMicros } from '../../domain/log/ahead-of-clock';
import { REASONS } from '../../domain/log/quarantine-reasons';
import { INSTANT_PATTERN } from '../../domain/time/instants';
import {
  DAY_FIRST_PATTERN,
  MONTH_FIRST_PATTERN,
  OPEN_DATE_PATTERN,
  parseOrderedInstant,
} from '../../domain/time/ordered-dates';
import { textColumn } from '../columns-io';
import { type FileJudge, judgeBy, type ReasonRule } from './judge-rows';

/**
 * Makes the reader of a poll file's cells.
 * @param nowMicros the ingestion's own clock.
 * @param order that of the dates that do not begin with the year; null: they are bad.
 * @returns good rows as `store_id` text, `at` Int64 microseconds, `active` Bool, in file order.
 */
export function pollParser(nowMicros: number, order: DateOrder | null): FileJudge {
  // Plain files never need it.
  const reader = lazy(() => makeReader(nowMicros, order));
  let aheadFromMicros: number | null = null;
  return {
    judge(cells) {
      const { typed, isAhead, judge } = reader();
      const rows = withOrderedDates(cells.select(...typed), order);
      const judged = judge(rows);
      if (judged.bad.some(({ reason }) => reason === REASONS.future)) {
        const earliest = Number(rows.filter(isAhead).getColumn('at').min());
        aheadFromMicros = earlierOf(aheadFromMicros, earliest);
      }
      return judged;
    },
    note: () => null,
    aheadFromMicros: () => aheadFromMicros,
  };
}

/** @returns a function from cells to `line`, `store_id`, `status` and `at` of every row, good or bad. */
export function pollCells(nowMicros: number, order: DateOrder | null): (cells: pl.DataFrame) => pl.DataFrame {
  const { typed } = makeReader(nowMicros, order);
  return (cells) => withOrderedDates(cells.select(...typed), order);
}

/** The expressions of the reader, which are slow to make. */
function makeReader(nowMicros: number, order: DateOrder | null) {
  const typed = [
    pl.col('line'),
    pl.col('extra'),
    pl.col('c0').alias('store_id'),
    pl.col('c1').str.toLowerCase().alias('status'),
    pl.col('c2').alias('text'),
    atExpression().alias('at'),
  ];
  const status = pl.col('status');
  const isActive = status.eq(pl.lit('active'));
  const isAhead = pl.col('at').gt(pl.lit(latestGoodMicros(nowMicros)));
  const rules: readonly ReasonRule[] = [
    { reason: REASONS.status, holds: isActive.or(status.eq(pl.lit('inactive'))).not() },
    timestampRule(order),
    { reason: REASONS.future, holds: isAhead },
  ];
  const judge = judgeBy(rules, [pl.col('store_id'), pl.col('at'), isActive.alias('active')]);
  return { typed, isAhead, judge };
}

/** `2023-01-22 12:09:39` and anything that can be an offset or a zone. */
const ZONED_PATTERN =
  '^\\d{4}-\\d{2}-\\d{2}[ Tt]\\d{1,2}:\\d{2}(?::\\d{2}(?:\\.\\d*)?)? ?(?:[+-]\\d{1,2}(?::?\\d{2})?|(?:[A-Za-z]{1,5}|[A-Za-z]+/[A-Za-z_/]+)(?:[+-]\\d+(?::\\d{2})?)?)(?:\\[.*\\])?$';
/** Of these, what is no other zone: `12:30 PM`, and UTC behind what cannot be read for another reason. */
const NO_OTHER_ZONE_PATTERN = '(?i)(?:[ap]m|utc|gmt|z|[+-]0?0(?::?00)?)$';

function timestampRule(order: DateOrder | null): ReasonRule {
  const text = pl.col('text').str;
  const dates: readonly (readonly [string, string])[] = [
    [OPEN_DATE_PATTERN, order === null ? REASONS.timestampOrder : REASONS.timestampNotInOrder],
    [DAY_FIRST_PATTERN, order === null ? REASONS.timestampDayFirst : REASONS.timestampNotInOrder],
    [MONTH_FIRST_PATTERN, order === null ? REASONS.timestampMonthFirst : REASONS.timestampNotInOrder],
  ];
  const isOtherZone = text.contains(ZONED_PATTERN).and(text.contains(NO_OTHER_ZONE_PATTERN).not());
  return {
    reason: REASONS.timestamp,
    // A double does not hold microseconds before July 1684 exactly.
    holds: pl
      .col('at')
      .isNull()
      .or(pl.col('at').lt(pl.lit(Number.MIN_SAFE_INTEGER))),
    finer: [
      ...dates.map(([pattern, reason]) => ({ reason, holds: text.contains(pattern) })),
      { reason: REASONS.timestampZone, holds: isOtherZone },
    ],
  };
}

/** UTC microseconds of the text in `c2`; null where it is no instant. */
function atExpression(): pl.Expr {
  const text = pl.col('c2');
  const seconds = text.str
    .slice(0, 19)
    .str.replace('[Tt]', ' ')
    .str.strptime(pl.Datetime('ms'), '%Y-%m-%d %H:%M:%S')
    .cast(pl.Int64);
  const fraction = text.str.extract('\\.(\\d{1,6})', 1).str.padEnd(6, '0').cast(pl.Int64).fillNull(pl.lit(0));
  return pl
    .when(text.str.contains(INSTANT_PATTERN))
    .then(seconds.add(fraction))
    .otherwise(pl.lit(null))
    .cast(pl.Int64);
}

/** Reads in `text` what a source writes in the order that its setting gives. */
function withOrderedDates(rows: pl.DataFrame, order: DateOrder | null): pl.DataFrame {
  if (order === null || rows.filter(pl.col('at').isNull()).height === 0) return rows;
  const ordered = textColumn(rows, 'text').map((text) => parseOrderedInstant(text, order));
  const column = pl.Series('ordered', ordered, pl.Float64).cast(pl.Int64);
  return rows.withColumns(column).withColumns(pl.col('at').fillNull(pl.col('ordered')).alias('at'));
}
