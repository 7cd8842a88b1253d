import pl from 'nodejs-polars';

/** The rows of a segment. */
export function countRows(path: string): number {
  return pl.readParquet(path, { columns: ['active'] }).height;
}
