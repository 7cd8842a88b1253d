import pl from 'nodejs-polars';
import { REASONS } from '../../domain/log/quarantine-reasons';
import {
  ERROR_ID_PATTERN,
  LONG_ID_PATTERN,
  NUMBER_ID_PATTERN,
  PRINTABLE_ID_PATTERN,
  SEEN_ID_PATTERN,
} from '../../domain/log/store-ids';

/** A reason for quarantine and the expression over the parsed columns that is true where it applies. */
export interface ReasonRule {
  readonly reason: string;
  readonly holds: pl.Expr;
  /** More exact reasons, in place of this one where they apply too. They cost nothing for good rows. */
  readonly finer?: readonly Omit<ReasonRule, 'finer'>[];
}

export interface JudgedRow {
  readonly line: number;
  readonly reason: string;
}

export interface Judged {
  readonly good: pl.DataFrame;
  readonly bad: readonly JudgedRow[];
}

/** An id of this form breaks no rule. Nearly all ids have it, and the test is fast. */
const PLAIN_ID = pl.col('store_id').str.contains('^[0-9A-Za-z_-]{1,64}$');

/** Splits rows into good and bad; a bad row has the first reason that applies to it. */
export type Judge = (rows: pl.DataFrame) => Judged;

/** The judge of one file, from its first row to its last. */
export interface FileJudge {
  readonly judge: Judge;
  /** What people should know of the rows judged so far, though they are good; null: nothing. */
  readonly note: () => string | null;
  /** The earliest poll so far that lies ahead of the clock; null: none. */
  readonly aheadFromMicros: () => number | null;
}

/**
 * Makes a judge of rows with the columns `line`, `extra`, `store_id` and those of the rules and `keep`. The rules for
 * `store_id` and surplus fields come first in every input. Make it once a file: expressions are slow to make.
 */
export function judgeBy(rules: readonly ReasonRule[], keep: readonly pl.Expr[]): Judge {
  const suspect = anyOf([pl.col('extra'), PLAIN_ID.not(), ...rules.map((rule) => rule.holds)]);
  const all = [...COMMON_RULES, ...rules];
  const bad = anyOf(all.map((rule) => rule.holds));
  const good = bad.not();
  return (rows) => {
    const suspects = rows.filter(suspect);
    if (suspects.height === 0) return { good: rows.select(...keep), bad: [] };
    return { good: rows.filter(good).select(...keep), bad: reasonsOf(suspects.filter(bad), all) };
  };
}

function anyOf(tests: readonly pl.Expr[]): pl.Expr {
  return tests.reduce((left, right) => left.or(right)).fillNull(pl.lit(true));
}

function reasonsOf(rows: pl.DataFrame, coarse: readonly ReasonRule[]): JudgedRow[] {
  const rules = coarse.flatMap((rule) => [
    ...(rule.finer ?? []).map(({ reason, holds }) => ({ reason, holds: rule.holds.and(holds) })),
    rule,
  ]);
  const flags = rows.select(
    pl.col('line'),
    ...rules.map((rule, index) => rule.holds.fillNull(pl.lit(true)).alias(`r${index}`)),
  );
  const lines = flags.getColumn('line').toArray();
  const columns = rules.map((_, index) => flags.getColumn(`r${index}`).toArray());
  return lines.map((line, row) => ({
    line: Number(line),
    reason: rules.find((_, index) => columns[index]?.[row] === true)?.reason ?? 'unknown',
  }));
}

const STORE_ID = pl.col('store_id');
const ID_RULES: readonly ReasonRule[] = [
  { reason: REASONS.idMissing, holds: STORE_ID.eq(pl.lit('')) },
  { reason: REASONS.idNumber, holds: STORE_ID.str.contains(NUMBER_ID_PATTERN) },
  { reason: REASONS.idError, holds: STORE_ID.str.contains(ERROR_ID_PATTERN) },
  { reason: REASONS.idLong, holds: STORE_ID.str.contains(LONG_ID_PATTERN) },
  { reason: REASONS.idBlanks, holds: STORE_ID.str.contains(PRINTABLE_ID_PATTERN).not() },
  { reason: REASONS.idInvisible, holds: STORE_ID.str.contains(SEEN_ID_PATTERN).not() },
];
const COMMON_RULES: readonly ReasonRule[] = [
  { reason: REASONS.extraFields, holds: pl.col('extra') },
  ...ID_RULES,
];

/** Whether the id of a row can be read, whatever else is wrong with the row. */
export const ID_IS_READABLE = anyOf(ID_RULES.map((rule) => rule.holds)).not();
