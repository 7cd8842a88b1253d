import pl from 'nodejs-polars';
import { readParquet } from '../parquet-io';
import { storeIdsNotIn } from './choose-stores';
import { coverageOf, readSums, writeFigures } from './figures-file';

export interface MergeFiguresInputs {
  /** The figures file of each partition. */
  readonly partitionPaths: readonly string[];
  /** null: every store. */
  readonly storeIds: readonly string[] | null;
  readonly outPath: string;
}

export interface MergedFigures {
  readonly coverage: number | null;
  readonly unknownStoreIds: readonly string[];
}

/** Writes the figures of all partitions as one file, equal to that of a single partition. */
export function mergeFigures({ partitionPaths, storeIds, outPath }: MergeFiguresInputs): MergedFigures {
  const figures = pl.concat(partitionPaths.map((path) => readParquet(path))).sort('store_id');
  writeFigures(figures, outPath);
  return {
    coverage: coverageOf(readSums(figures, 'week')),
    unknownStoreIds: storeIdsNotIn(figures, storeIds),
  };
}
