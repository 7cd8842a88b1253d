import type { Entry } from 'yauzl';
import { cannotOpen } from '../cannot-open';
import type { UnpackLimits } from '../unpack-limits';
import type { ZipArchive } from '../zip-archive';
import { unescapeText } from './unescape-text';
import { xmlEvents } from './xml-events';

/** A shared text is given by its number. */
export type SheetCell = string | number | boolean | { readonly shared: number };

export interface SheetRow {
  /** As the spreadsheet shows it: from 1. */
  readonly number: number;
  readonly cells: readonly SheetCell[];
}

/** The rows of a sheet that hold cells, some at each step. */
export async function* sheetRows(
  archive: ZipArchive,
  sheet: Entry,
  limits: UnpackLimits,
): AsyncGenerator<readonly SheetRow[]> {
  const reader = new RowReader(limits);
  for await (const _step of xmlEvents(archive.read(sheet), reader)) yield reader.takeRows();
  yield reader.takeRows();
}

class RowReader {
  readonly #limits: UnpackLimits;
  #rows: SheetRow[] = [];
  #row = 0;
  #cells: SheetCell[] = [];
  #column = -1;
  #type = '';
  #text = '';
  #captures = false;
  #phonetic = 0;

  constructor(limits: UnpackLimits) {
    this.#limits = limits;
  }

  takeRows(): readonly SheetRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  readonly onOpen = (name: string, { r = '', t = '' }: Readonly<Record<string, string>>): void => {
    if (name === 'row') {
      // Some programs write no numbers.
      this.#row = Math.max(this.#row + 1, Number.parseInt(r, 10) || 0);
      this.#cells = [];
      this.#column = -1;
      this.#require(this.#row <= this.#limits.maxRows, `more than ${this.#limits.maxRows} rows`);
    } else if (name === 'c') {
      this.#column = Math.max(this.#column + 1, columnOf(r));
      this.#type = t;
      this.#text = '';
      const { maxColumns } = this.#limits;
      this.#require(
        this.#column < maxColumns,
        `more than ${maxColumns} columns (${this.#column + 1} at least)`,
      );
    } else if (name === 'rPh') {
      this.#phonetic++;
    }
    this.#captures = (name === 'v' || name === 't') && this.#phonetic === 0;
  };

  readonly onText = (text: string): void => {
    if (!this.#captures) return;
    this.#text += text;
    const { maxCellChars } = this.#limits;
    this.#require(this.#text.length <= maxCellChars, `a cell of more than ${maxCellChars} characters`);
  };

  readonly onClose = (name: string): void => {
    this.#captures = false;
    if (name === 'rPh') this.#phonetic--;
    else if (name === 'c') this.#endCell();
    else if (name === 'row') this.#rows.push({ number: this.#row, cells: this.#cells });
  };

  #endCell(): void {
    while (this.#cells.length < this.#column) this.#cells.push('');
    this.#cells[this.#column] = cellOf(this.#type, this.#text);
  }

  #require(isAllowed: boolean, what: string): void {
    if (!isAllowed) throw cannotOpen(`a sheet of it has ${what}`, 'Save that sheet as CSV.');
  }
}

function cellOf(type: string, text: string): SheetCell {
  switch (type) {
    case 's':
      return { shared: Number.parseInt(text, 10) };
    case 'b':
      return text === '1';
    case '':
    case 'n': {
      const number = Number(text);
      return text.trim() === '' || !Number.isFinite(number) ? text : number;
    }
    default:
      return unescapeText(text);
  }
}

/** `C12` is 2; -1 where the cell does not say. */
function columnOf(place: string): number {
  let column = 0;
  for (const char of /^[A-Z]{1,4}/.exec(place)?.[0] ?? '') column = column * 26 + char.charCodeAt(0) - 64;
  return column - 1;
}
