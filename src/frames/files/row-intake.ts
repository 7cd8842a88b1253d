import pl from 'nodejs-polars';
import { ALL_BUCKETS } from '../../contract/buckets';
import type { VersionedKind } from '../../contract/versioned-inputs';
import { dedupeRows } from './dedupe-rows';
import type { LineBlock } from './line-blocks';
import type { OutputParts } from './output-part-writer';
import type { UnreadableRows } from './unreadable-stores';

/** Collects the good rows of a file, in file order. */
export interface RowIntake {
  /** How many rows it has collected. */
  readonly count: number;
  /** Takes the first lines of a block, up to the first that needs the general reader. @returns the other lines. */
  takePlain(block: LineBlock): LineBlock;
  add(rows: pl.DataFrame): void;
  /** Takes note of the stores of quarantined rows, where the kind of input needs them. */
  addUnreadable(find: () => UnreadableRows): void;
  readonly rowsOfUnknownStores: number;
  /** Writes the rows without duplicates: of equal keys the last row counts. */
  writeParts(): Promise<OutputParts>;
  close(): void;
}

/**
 * Keeps rows of hours or timezones in memory and writes them as one output part, which can be empty. A store with
 * quarantined rows gets a row of nulls too.
 */
export class FrameIntake implements RowIntake {
  readonly #kind: VersionedKind;
  readonly #rowsPath: string;
  readonly #noRows: () => pl.DataFrame;
  readonly #frames: pl.DataFrame[] = [];
  readonly #unreadable = new Set<string>();
  #rowsOfUnknownStores = 0;

  /** @param noRows makes a frame of no rows with the columns of good ones. */
  constructor(kind: VersionedKind, rowsPath: string, noRows: () => pl.DataFrame) {
    this.#kind = kind;
    this.#rowsPath = rowsPath;
    this.#noRows = noRows;
  }

  get count(): number {
    return this.#frames.reduce((sum, frame) => sum + frame.height, 0);
  }

  get rowsOfUnknownStores(): number {
    return this.#rowsOfUnknownStores;
  }

  takePlain(block: LineBlock): LineBlock {
    return block;
  }

  add(rows: pl.DataFrame): void {
    this.#frames.push(rows);
  }

  addUnreadable(find: () => UnreadableRows): void {
    const { storeIds, rowsOfUnknownStores } = find();
    for (const storeId of storeIds) this.#unreadable.add(storeId);
    this.#rowsOfUnknownStores += rowsOfUnknownStores;
  }

  async writeParts(): Promise<OutputParts> {
    const { rows, duplicates, disagreements } = dedupeRows(
      this.#frames.length === 0 ? this.#noRows() : pl.concat(this.#frames),
      this.#kind,
    );
    const path = `${this.#rowsPath}.0.parquet`;
    this.#withMarks(rows).writeParquet(path, { compression: 'uncompressed' });
    const part = { path, rows: rows.height, span: null, buckets: ALL_BUCKETS };
    return { parts: [part], duplicates, disagreements };
  }

  #withMarks(rows: pl.DataFrame): pl.DataFrame {
    if (this.#unreadable.size === 0) return rows;
    const marks = pl.DataFrame([pl.Series('store_id', [...this.#unreadable].sort(), pl.Utf8)]);
    const nulls = marks.join(rows.filter(pl.lit(false)), { on: 'store_id', how: 'left' });
    return pl.concat([rows, nulls.select(...rows.columns)]).sort(rows.columns);
  }

  close(): void {}
}
