import { readParquet } from '../parquet-io';

/** The rows of a segment. */
export function countRows(path: string): number {
  return readParquet(path, { columns: ['active'] }).height;
}
