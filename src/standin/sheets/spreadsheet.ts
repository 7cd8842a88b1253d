import type { Cell } from './cells';

export type Row = readonly Cell[];

/** Rows in memory, or created one by one on request: a million of them need no memory. */
export type Rows = readonly Row[] | { readonly count: number; row(index: number): Row };

export interface TabInput {
  readonly title: string;
  readonly rows: Rows;
  /** The size of the grid; by default 1,000 by 26, or more if the rows need it. */
  readonly rowCount?: number;
  readonly columnCount?: number;
}

const EMPTY_ROW: Row = [];
const DEFAULT_ROWS = 1_000;
const DEFAULT_COLUMNS = 26;

/** One tab: its initial rows, overlaid by cells written later. */
export class Tab {
  readonly title: string;
  readonly #rows: Rows;
  readonly #written = new Map<number, Row>();
  #filledRows: number;
  #rowCount: number;
  #columnCount: number;

  constructor({ title, rows, rowCount, columnCount }: TabInput) {
    this.title = title;
    this.#rows = rows;
    this.#filledRows = 'count' in rows ? rows.count : rows.length;
    this.#rowCount = rowCount ?? Math.max(DEFAULT_ROWS, this.#filledRows);
    const widest = widthOf(rows);
    this.#columnCount = columnCount ?? Math.max(DEFAULT_COLUMNS, widest);
  }

  get rowCount(): number {
    return this.#rowCount;
  }

  get columnCount(): number {
    return this.#columnCount;
  }

  /** Rows from this one on are empty. */
  get filledRows(): number {
    return this.#filledRows;
  }

  /** @param index From 0. */
  row(index: number): Row {
    const written = this.#written.get(index);
    if (written) return written;
    if (!('count' in this.#rows)) return this.#rows[index] ?? EMPTY_ROW;
    return index < this.#rows.count ? this.#rows.row(index) : EMPTY_ROW;
  }

  /** Writes a block of cells at a corner, counted from 0; the grid grows if needed. */
  write(firstRow: number, firstColumn: number, cells: readonly Row[]): void {
    for (const [offset, values] of cells.entries()) {
      const index = firstRow + offset;
      const row = [...this.row(index)];
      while (row.length < firstColumn) row.push(null);
      row.splice(firstColumn, values.length, ...values);
      this.#written.set(index, row);
      this.#columnCount = Math.max(this.#columnCount, row.length);
    }
    this.#filledRows = Math.max(this.#filledRows, firstRow + cells.length);
    this.#rowCount = Math.max(this.#rowCount, this.#filledRows);
  }
}

/** Rows created on request are as wide as the first one. */
function widthOf(rows: Rows): number {
  if ('count' in rows) return rows.count > 0 ? rows.row(0).length : 0;
  return rows.reduce((widest, row) => Math.max(widest, row.length), 0);
}

export interface Spreadsheet {
  readonly locale: string;
  readonly timeZone: string;
  readonly tabs: readonly Tab[];
}
