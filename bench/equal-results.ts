import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { storesThatDiffer } from './peers/duckdb';

/** @throws if any figures or report files of two folders differ: then their times mean nothing. */
export async function requireEqual(folder: string, otherFolder: string): Promise<void> {
  const figures = 'figures.parquet';
  const stores = await storesThatDiffer(path.join(folder, figures), path.join(otherFolder, figures));
  if (stores.length > 0)
    throw new Error(
      `${folder} and ${otherFolder} differ for ${stores.length} stores, as ${stores.slice(0, 3).join(', ')}.`,
    );
  const [one, other] = await Promise.all(
    [folder, otherFolder].map((each) => readFile(path.join(each, 'report.csv'), 'utf8')),
  );
  if (one !== other) throw new Error(`The report.csv of ${folder} and of ${otherFolder} differ.`);
}
