import pl from 'nodejs-polars';

export interface MergedVersion {
  readonly rows: number;
  readonly stores: number;
  /** Rows that another file, or the same one, had already said. */
  readonly repeated: number;
}

/** All current files of hours, or of timezones, as one version: the content is the same whatever the files' names. */
export function mergeVersions(
  kind: 'hours' | 'timezones',
  partPaths: readonly string[],
  outPath: string,
): MergedVersion {
  const all = pl.concat(partPaths.map((path) => pl.readParquet(path)));
  const settled =
    kind === 'hours'
      ? all.unique({ maintainOrder: true }).sort(['store_id', 'day', 'start', 'end'])
      : all.unique({ subset: ['store_id'], keep: 'last', maintainOrder: true }).sort('store_id');
  settled.writeParquet(outPath, { compression: 'zstd' });
  return {
    rows: settled.height,
    stores: settled.select('store_id').unique().height,
    repeated: all.height - settled.height,
  };
}

/** How many stores two versions share: what the guard judges a new one by. */
export function storesKept(previousPath: string, nextPath: string): number {
  const previous = pl.readParquet(previousPath).select('store_id').unique();
  return previous.join(pl.readParquet(nextPath).select('store_id').unique(), { on: 'store_id', how: 'inner' })
    .height;
}
