import pl from 'nodejs-polars';
import type { VersionedKind } from '../../contract/versioned-inputs';
import { ROW_KEYS } from '../log/row-keys';

export interface DedupedRows {
  /** Sorted; each key once. */
  readonly rows: pl.DataFrame;
  readonly duplicates: number;
  /** Duplicates whose value differs from that of the next row of the same key. */
  readonly disagreements: number;
}

/** Sorts rows by store and key. Of rows with the same key, the last in file order stays. */
export function dedupeRows(rows: pl.DataFrame, kind: VersionedKind): DedupedRows {
  const { key, value } = ROW_KEYS[kind];
  // Sort by a number for each store instead of its text: this is faster.
  const stores = rows.select('store_id').unique().sort('store_id').withRowCount('store');
  const sorted = rows
    .withRowCount('order')
    .join(stores, { on: 'store_id', how: 'inner' })
    .drop('store_id')
    .sort(['store', ...key, 'order']);
  const again = ['store', ...key]
    .map(equalsNext)
    .reduce((left, right) => left.and(right))
    .fillNull(pl.lit(false));
  const named = (deduped: pl.DataFrame) =>
    deduped.join(stores, { on: 'store', how: 'left' }).select('store_id', ...key, ...value);
  const flagged = sorted.withColumns(again.alias('again'));
  const repeated = flagged.filter(pl.col('again')).height;
  if (repeated === 0) return { rows: named(sorted), duplicates: 0, disagreements: 0 };
  const differs = value
    .map((name) => pl.col(name).neq(pl.col(name).shift(-1)))
    .reduce((left, right) => left.or(right), pl.lit(false));
  return {
    rows: named(flagged.filter(pl.col('again').not())),
    duplicates: repeated,
    disagreements: flagged.filter(pl.col('again').and(differs)).height,
  };
}

/** Two nulls are equal: the times of a day that is closed. */
function equalsNext(name: string): pl.Expr {
  const [own, next] = [pl.col(name), pl.col(name).shift(-1)];
  return own.eq(next).or(own.isNull().and(next.isNull()));
}
