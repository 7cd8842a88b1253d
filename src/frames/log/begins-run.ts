import pl from 'nodejs-polars';

/** Where a column begins a run of equal values; the first row begins one. */
export function beginsRun(column: string): pl.Expr {
  return pl.col(column).neq(pl.col(column).shift(1)).fillNull(pl.lit(true));
}
