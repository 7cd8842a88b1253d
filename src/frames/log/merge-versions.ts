import pl from 'nodejs-polars';
import type { VersionedKind } from '../../contract/versioned-inputs';
import { ROW_KEYS } from './row-keys';

export interface MergedVersion {
  readonly rows: number;
  readonly stores: number;
  /** Rows that repeat an earlier row of the same or another file. */
  readonly repeated: number;
}

/** Writes the rows of all current files of a kind as one version, in an order that file names do not affect. */
export function mergeVersions(
  kind: VersionedKind,
  rowsPaths: readonly string[],
  outPath: string,
): MergedVersion {
  const all = pl.concat(rowsPaths.map((path) => pl.readParquet(path)));
  const key = ['store_id', ...ROW_KEYS[kind].key];
  const deduped = all.unique({ subset: key, keep: 'last', maintainOrder: true }).sort(key);
  deduped.writeParquet(outPath, { compression: 'zstd' });
  return {
    rows: deduped.height,
    stores: deduped.select('store_id').unique().height,
    repeated: all.height - deduped.height,
  };
}

/** How many stores two versions share: the guard judges a new version by it. */
export function storesKept(previousPath: string, nextPath: string): number {
  const previous = pl.readParquet(previousPath).select('store_id').unique();
  return previous.join(pl.readParquet(nextPath).select('store_id').unique(), { on: 'store_id', how: 'inner' })
    .height;
}
