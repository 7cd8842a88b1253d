import pl from 'nodejs-polars';
import type { VersionedKind } from '../../contract/versioned-inputs';
import { readParquet } from '../parquet-io';
import { ROW_KEYS } from './row-keys';

/** The id of the row that says: some rows that cannot be read may be of any store. */
export const ANY_STORE = '';

export function rowColumns(kind: VersionedKind): readonly string[] {
  const { key, value } = ROW_KEYS[kind];
  return [...key, ...value];
}

/** The column that is null in a row that stands for rows that could not be read. */
export function markColumn(kind: VersionedKind): pl.Expr {
  return pl.col(rowColumns(kind)[0] ?? '');
}

const ORIGIN_COLUMNS = ['state', 'file', 'since', 'lost'] as const;

export function versionColumns(kind: VersionedKind): readonly string[] {
  return ['store_id', ...rowColumns(kind), ...ORIGIN_COLUMNS];
}

/**
 * Reads a version of hours or timezones: the rows of each store, `state`, the `file` that they come from, and for kept
 * rows `since`, the version that last had the store as given, and `lost`, whether no file gives the store any more.
 * In a version of a release before states, all rows are given.
 */
export function readVersion(kind: VersionedKind, path: string): pl.DataFrame {
  const rows = readParquet(path);
  const all = rows.columns.includes('state') ? rows : asGiven(rows, null);
  return all.select(...versionColumns(kind));
}

/** Names the file of each row by the index in its column `file_index`; null: all of them have none. */
export function asGiven(rows: pl.DataFrame, fileNames: readonly string[] | null): pl.DataFrame {
  return withOrigin(rows, fileNames, 'given');
}

export function withOrigin(
  rows: pl.DataFrame,
  fileNames: readonly string[] | null,
  state: 'given' | 'unreadable',
): pl.DataFrame {
  const origin = [
    pl.lit(state).alias('state'),
    pl.lit(null).cast(pl.Int32).alias('since'),
    pl.lit(null).cast(pl.Bool).alias('lost'),
  ];
  if (fileNames === null) return rows.withColumns(pl.lit(null).cast(pl.Utf8).alias('file'), ...origin);
  const names = pl.DataFrame([
    pl.Series('file_index', [...fileNames.keys()], pl.Int32),
    pl.Series('file', [...fileNames], pl.Utf8),
  ]);
  return rows.join(names, { on: 'file_index', how: 'left' }).withColumns(...origin);
}

export function storeCount(rows: pl.DataFrame): number {
  return rows.select('store_id').unique().height;
}
