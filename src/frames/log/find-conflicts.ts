import pl from 'nodejs-polars';
import type { VersionConflict, VersionedKind } from '../../contract/versioned-inputs';
import { rowColumns } from './version-file';

/**
 * Finds the stores for which an earlier file has other rows than the file that holds.
 * @param told rows of all files: `file_index`, and `holding`, the index of the file that holds.
 * @param own those of the files that hold.
 */
export function findConflicts(
  kind: VersionedKind,
  told: pl.DataFrame,
  own: pl.DataFrame,
  fileNames: readonly string[],
): VersionConflict[] {
  if (fileNames.length < 2) return [];
  const others = comparable(kind, told.filter(pl.col('file_index').neq(pl.col('holding'))));
  if (others.height === 0) return [];
  const held = comparable(kind, own);
  const heldCounts = countRows(held, ['store_id'], 'heldRows');
  const equal = others.join(held.select('store_id', ...rowColumns(kind)), {
    on: ['store_id', ...rowColumns(kind)],
    how: 'inner',
  });
  const differing = countRows(others, ['store_id', 'file_index', 'holding'], 'rows')
    .join(countRows(equal, ['store_id', 'file_index'], 'equalRows'), {
      on: ['store_id', 'file_index'],
      how: 'left',
    })
    .join(heldCounts, { on: 'store_id', how: 'left' })
    .filter(
      pl
        .col('equalRows')
        .fillNull(pl.lit(0))
        .neq(pl.col('rows'))
        .or(pl.col('equalRows').neq(pl.col('heldRows'))),
    )
    .sort(['holding', 'store_id', 'file_index']);
  return byHolding(differing, fileNames);
}

function byHolding(differing: pl.DataFrame, fileNames: readonly string[]): VersionConflict[] {
  const stores = differing.unique({ subset: ['store_id'], keep: 'last', maintainOrder: true });
  const names = (column: string) =>
    stores
      .getColumn(column)
      .toArray()
      .map((index) => fileNames[Number(index)] ?? '');
  const [holds, others] = [names('holding'), names('file_index')];
  const conflicts = new Map<string, VersionConflict>();
  stores
    .getColumn('store_id')
    .toArray()
    .forEach((storeId, row) => {
      const name = holds[row] ?? '';
      const first = conflicts.get(name) ?? {
        holds: name,
        other: others[row] ?? '',
        stores: 0,
        example: String(storeId),
      };
      conflicts.set(name, { ...first, stores: first.stores + 1 });
    });
  return [...conflicts.values()];
}

/** Nulls equal each other nowhere, so they get a value that no row has. */
function comparable(kind: VersionedKind, rows: pl.DataFrame): pl.DataFrame {
  const nothing = kind === 'hours' ? pl.lit(-1) : pl.lit('');
  return rows.withColumns(...rowColumns(kind).map((name) => pl.col(name).fillNull(nothing).alias(name)));
}

function countRows(rows: pl.DataFrame, by: string[], name: string): pl.DataFrame {
  return rows.groupBy(by).agg(pl.count('store_id').alias(name));
}
