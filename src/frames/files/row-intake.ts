import pl from 'nodejs-polars';
import { ALL_BUCKETS } from '../../contract/buckets';
import type { VersionedKind } from '../../contract/versioned-inputs';
import { dedupeRows } from './dedupe-rows';
import type { LineBlock } from './line-blocks';
import type { OutputParts } from './output-part-writer';

/** Collects the good rows of a file, in file order. */
export interface RowIntake {
  /** How many rows it has collected. */
  readonly count: number;
  /** Takes the first lines of a block, up to the first that needs the general reader. @returns the other lines. */
  takePlain(block: LineBlock): LineBlock;
  add(rows: pl.DataFrame): void;
  /** Writes the rows without duplicates: of equal keys the last row counts. */
  writeParts(): Promise<OutputParts>;
  close(): void;
}

/** Keeps rows of hours or timezones in memory and writes them as one output part, which can be empty. */
export class FrameIntake implements RowIntake {
  readonly #kind: VersionedKind;
  readonly #rowsPath: string;
  readonly #noRows: () => pl.DataFrame;
  readonly #frames: pl.DataFrame[] = [];

  /** @param noRows makes a frame of no rows with the columns of good ones. */
  constructor(kind: VersionedKind, rowsPath: string, noRows: () => pl.DataFrame) {
    this.#kind = kind;
    this.#rowsPath = rowsPath;
    this.#noRows = noRows;
  }

  get count(): number {
    return this.#frames.reduce((sum, frame) => sum + frame.height, 0);
  }

  takePlain(block: LineBlock): LineBlock {
    return block;
  }

  add(rows: pl.DataFrame): void {
    this.#frames.push(rows);
  }

  async writeParts(): Promise<OutputParts> {
    const { rows, duplicates, disagreements } = dedupeRows(
      this.#frames.length === 0 ? this.#noRows() : pl.concat(this.#frames),
      this.#kind,
    );
    const path = `${this.#rowsPath}.0.parquet`;
    rows.writeParquet(path, { compression: 'uncompressed' });
    const part = { path, rows: rows.height, span: null, buckets: ALL_BUCKETS };
    return { parts: [part], duplicates, disagreements };
  }

  close(): void {}
}
