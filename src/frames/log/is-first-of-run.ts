import pl from 'nodejs-polars';

/** True in the first row of each run of equal values. */
export function isFirstOfRun(column: string): pl.Expr {
  return pl.col(column).neq(pl.col(column).shift(1)).fillNull(pl.lit(true));
}
