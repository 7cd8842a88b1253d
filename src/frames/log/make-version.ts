import pl from 'nodejs-polars';
import type { VersionConflict, VersionedKind, VersionStates } from '../../contract/versioned-inputs';
import { readParquet } from '../parquet-io';
import { findConflicts } from './find-conflicts';
import {
  ANY_STORE,
  asGiven,
  markColumn,
  readVersion,
  rowColumns,
  storeCount,
  versionColumns,
  withOrigin,
} from './version-file';

export interface VersionInputs {
  readonly kind: VersionedKind;
  /** In order: where two files have rows of one store, the later one holds. */
  readonly files: readonly { readonly name: string; readonly rowsPath: string }[];
  /** The version in use, from which rows are kept. */
  readonly inUse: { readonly version: number; readonly path: string } | null;
  /** Whether some rows that cannot be read may be of any store. */
  readonly hasUnknownStores: boolean;
  readonly outPath: string;
}

export interface MadeVersion {
  /** Rows of given stores. */
  readonly rows: number;
  readonly stores: VersionStates;
  readonly conflicts: readonly VersionConflict[];
  /** Stores that the version in use has as given; null: there is no version in use. */
  readonly givenBefore: number | null;
  /** How many of them this version has as given too. */
  readonly stillGiven: number;
}

/** Writes a version of hours or timezones. Each store's rows come whole from one file, or from the version in use. */
export function makeVersion(request: VersionInputs): MadeVersion {
  const { kind, files } = request;
  const all = readFiles(request);
  const holding = all.groupBy('store_id').agg(pl.col('file_index').max().alias('holding'));
  const isOneFile = files.length === 1;
  const told: pl.DataFrame = isOneFile ? all : all.join(holding, { on: 'store_id', how: 'inner' });
  const own: pl.DataFrame = isOneFile ? all : told.filter(pl.col('file_index').eq(pl.col('holding')));
  const marked = own.filter(markColumn(kind).isNull()).select('store_id').unique();
  const names = files.map(({ name }) => name);
  const readable = marked.height === 0 ? own : own.join(marked, { on: 'store_id', how: 'anti' });
  const given = asGiven(readable, names);
  const before = request.inUse && readVersion(kind, request.inUse.path);
  const kept = keptRows(request, before, { marked, holding });
  const unreadable = unreadableRows(own, kept, names, kind);
  const parts = [given, kept, unreadable, anyStoreRow(all, request)].map((rows) =>
    rows.select(...versionColumns(kind)),
  );
  pl.concat(parts)
    .sort(['store_id', ...rowColumns(kind)])
    .writeParquet(request.outPath, { compression: 'zstd' });
  const givenBefore = before
    ?.filter(pl.col('state').eq(pl.lit('given')))
    .select('store_id')
    .unique();
  const lost = storeCount(kept.filter(pl.col('lost')));
  return {
    rows: given.height,
    stores: {
      given: holding.height - marked.height,
      keptLost: lost,
      keptUnreadable: storeCount(kept) - lost,
      unreadable: unreadable.height,
    },
    conflicts: findConflicts(kind, told, own, names),
    givenBefore: givenBefore?.height ?? null,
    stillGiven: givenBefore?.join(given, { on: 'store_id', how: 'semi' }).height ?? 0,
  };
}

function readFiles({ kind, files }: VersionInputs): pl.DataFrame {
  const columns = ['store_id', ...rowColumns(kind)];
  const frames = files.map(({ rowsPath }, index) =>
    readParquet(rowsPath)
      .select(...columns)
      .withColumns(pl.lit(index).cast(pl.Int32).alias('file_index')),
  );
  return frames.length > 0 ? pl.concat(frames) : noRows(kind);
}

function noRows(kind: VersionedKind): pl.DataFrame {
  const type = kind === 'hours' ? pl.Int32 : pl.Utf8;
  return pl.DataFrame([
    pl.Series('store_id', [], pl.Utf8),
    ...rowColumns(kind).map((name) => pl.Series(name, [], type)),
    pl.Series('file_index', [], pl.Int32),
  ]);
}

interface ToldStores {
  /** Stores with rows that cannot be read. */
  readonly marked: pl.DataFrame;
  /** Stores with any row. */
  readonly holding: pl.DataFrame;
}

function keptRows(
  { kind, inUse, hasUnknownStores }: VersionInputs,
  before: pl.DataFrame | null,
  { marked, holding }: ToldStores,
): pl.DataFrame {
  if (before === null || inUse === null) return asGiven(noRows(kind), null);
  const known = before.filter(pl.col('state').neq(pl.lit('unreadable')));
  const lost = pl.lit(!hasUnknownStores).alias('lost');
  return pl.concat(
    [
      known.join(marked, { on: 'store_id', how: 'semi' }).withColumns(pl.lit(false).alias('lost')),
      known.join(holding, { on: 'store_id', how: 'anti' }).withColumns(lost),
    ].map((rows) =>
      rows
        .withColumns(
          pl
            .when(pl.col('state').eq(pl.lit('given')))
            .then(pl.lit(inUse.version))
            .otherwise(pl.col('since'))
            .cast(pl.Int32)
            .alias('since'),
          pl.lit('kept').alias('state'),
        )
        .select(...versionColumns(kind)),
    ),
  );
}

/** One row of nulls for each store with an unreadable row and nothing to keep. */
function unreadableRows(
  own: pl.DataFrame,
  kept: pl.DataFrame,
  fileNames: readonly string[],
  kind: VersionedKind,
): pl.DataFrame {
  const rows = own
    .filter(markColumn(kind).isNull())
    .unique({ subset: ['store_id'], keep: 'first', maintainOrder: true })
    .join(kept, { on: 'store_id', how: 'anti' });
  return withOrigin(withNulls(rows, kind), fileNames, 'unreadable');
}

function anyStoreRow(all: pl.DataFrame, { hasUnknownStores }: VersionInputs): pl.DataFrame {
  const row = pl.DataFrame([pl.Series('store_id', hasUnknownStores ? [ANY_STORE] : [], pl.Utf8)]);
  const blank = row.join(all.filter(pl.lit(false)), { on: 'store_id', how: 'left' });
  return withOrigin(blank, null, 'unreadable');
}

function withNulls(rows: pl.DataFrame, kind: VersionedKind): pl.DataFrame {
  const type = kind === 'hours' ? pl.Int32 : pl.Utf8;
  return rows.withColumns(...rowColumns(kind).map((name) => pl.lit(null).cast(type).alias(name)));
}
