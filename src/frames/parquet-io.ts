import pl from 'nodejs-polars';
import { diskErrorOf } from '../contract/disk-errors';
import { LoopwatchError } from '../contract/errors';

/**
 * Reads a stored Parquet file.
 * @throws LoopwatchError STORAGE_DAMAGED where it is cut short or damaged; errors of the disk as they are.
 */
export function readParquet(path: string, options: { readonly columns?: string[] } = {}): pl.DataFrame {
  return named(path, () => pl.readParquet(path, options));
}

/** Reads what a query needs of a stored Parquet file. @throws LoopwatchError STORAGE_DAMAGED, as above */
export function queryParquet(
  path: string,
  query: (file: pl.LazyDataFrame) => pl.LazyDataFrame,
): pl.DataFrame {
  return named(path, () => query(pl.scanParquet(path)).collectSync());
}

function named<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const what = /\bparquet: (.*)/.exec(String(error))?.[1];
    if (what === undefined || diskErrorOf(error)) throw error;
    throw new LoopwatchError(
      'STORAGE_DAMAGED',
      `The stored file ${path} is damaged: ${what}`,
      'Restore the data folder from its backup: a report needs all of its input.',
      { cause: error },
    );
  }
}
