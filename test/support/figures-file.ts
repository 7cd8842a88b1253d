import path from 'node:path';
import pl from 'nodejs-polars';

/** A figures file of stores that differ in every figure. */
export function writeFigures(folder: string, stores: number): string {
  const file = path.join(folder, 'figures.parquet');
  const ids = Array.from({ length: stores }, (_, row) => String(1_000 + row));
  const columns = ['hour', 'day', 'week'].flatMap((window) =>
    ['up', 'down', 'unknown', 'business'].map((sum, index) =>
      pl.Series(
        `${sum}_${window}`,
        Float64Array.from(ids, (_, row) => 1e9 + row * (index + 1)),
        pl.Float64,
      ),
    ),
  );
  pl.DataFrame([
    pl.Series('store_id', ids, pl.Utf8),
    pl.Series(
      'timezone',
      ids.map(() => 'UTC'),
      pl.Utf8,
    ),
    pl.Series(
      'polls',
      Int32Array.from(ids, (_, row) => row),
      pl.Int32,
    ),
    ...columns,
  ]).writeParquet(file);
  return file;
}
