/** Databases limit the values of one statement; a year in many partitions exceeds it. */
const ROWS_PER_INSERT = 500;

/** Inserts the rows in several statements. */
export async function inChunks<T>(
  rows: readonly T[],
  insert: (rows: readonly T[]) => Promise<unknown>,
): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS_PER_INSERT)
    await insert(rows.slice(from, from + ROWS_PER_INSERT));
}
