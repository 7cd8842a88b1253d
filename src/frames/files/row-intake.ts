import pl from 'nodejs-polars';
import { ALL_BUCKETS } from '../../contract/buckets';
import type { VersionedKind } from '../../contract/inputs';
import { settleRows } from '../log/dedupe-rows';
import type { LineBlock } from './line-blocks';
import type { SettledParts } from './part-writer';

/** Where the good rows of a file go, in file order. */
export interface RowIntake {
  /** How many came in. */
  readonly count: number;
  /** Takes the lines at a block's start that are certainly good. @returns the others, which may be none. */
  takePlain(block: LineBlock): LineBlock;
  add(rows: pl.DataFrame): void;
  /** Writes what came in, each key once with its last word. */
  settle(): Promise<SettledParts>;
  close(): void;
}

/** Keeps rows of hours or timezones in memory, and writes them as one part, be there rows or none. */
export class FrameIntake implements RowIntake {
  readonly #kind: VersionedKind;
  readonly #rowsPath: string;
  readonly #noRows: () => pl.DataFrame;
  readonly #frames: pl.DataFrame[] = [];

  /** @param noRows makes good rows' columns without any. */
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

  async settle(): Promise<SettledParts> {
    const { rows, duplicates, disagreements } = settleRows(
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
