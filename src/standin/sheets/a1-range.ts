import { noSuchRange, outsideGrid } from './sheets-refusals';
import type { Spreadsheet, Tab } from './spreadsheet';

/** A block of cells of one tab, half-open, from 0. */
export interface CellBlock {
  readonly tab: Tab;
  readonly firstRow: number;
  readonly endRow: number;
  readonly firstColumn: number;
  readonly endColumn: number;
}

const CORNER = /^([A-Za-z]{0,3})([1-9]\d{0,6})?$/;

/**
 * Reads `Polls!A2:C5001`, `'My tab'!A:C`, `Polls!5:9`, `Polls` or `A1`, and cuts the range to the grid.
 * @throws Refusal when it is malformed, names an unknown tab, or begins outside the grid.
 */
export function readRange(range: string, spreadsheet: Spreadsheet): CellBlock {
  const { title, corners } = splitRange(range);
  const wanted = title ?? (isCorners(corners) ? null : unquote(corners));
  const tab = spreadsheet.tabs.find((one) => wanted === null || one.title === wanted);
  if (!tab) throw noSuchRange(range);
  const block = title === null && wanted !== null ? wholeOf(tab) : readCorners(corners, tab, range);
  if (block.firstRow >= tab.rowCount || block.firstColumn >= tab.columnCount) throw outsideGrid(range, tab);
  return {
    ...block,
    endRow: Math.min(block.endRow, tab.rowCount),
    endColumn: Math.min(block.endColumn, tab.columnCount),
  };
}

/** The range in Google's answers: the tab, quoted if needed, and both corners. */
export function nameRange({ tab, firstRow, endRow, firstColumn, endColumn }: CellBlock): string {
  const title = /^[A-Za-z_]\w*$/.test(tab.title) ? tab.title : `'${tab.title.replaceAll("'", "''")}'`;
  const first = `${columnName(firstColumn)}${firstRow + 1}`;
  const last = `${columnName(endColumn - 1)}${endRow}`;
  return `${title}!${first === last ? first : `${first}:${last}`}`;
}

function splitRange(range: string): { readonly title: string | null; readonly corners: string } {
  const quoted = /^'((?:[^']|'')*)'!(.*)$/s.exec(range);
  const plain = /^([^'!]+)!(.*)$/s.exec(range);
  const [, title, corners] = quoted ?? plain ?? [null, null, range];
  return { title: title === null ? null : (title ?? '').replaceAll("''", "'"), corners: corners ?? '' };
}

function unquote(text: string): string {
  return /^'.*'$/s.test(text) ? text.slice(1, -1).replaceAll("''", "'") : text;
}

/** A name such as `A1` or `B2:C` means cells of the first tab, even if a tab has this name. */
function isCorners(text: string): boolean {
  const parts = text.split(':');
  if (parts.length > 2 || !parts.every((part) => part !== '' && CORNER.test(part))) return false;
  return parts.length === 2 || /^[A-Za-z]+\d+$/.test(text);
}

function wholeOf(tab: Tab): CellBlock {
  return { tab, firstRow: 0, endRow: tab.rowCount, firstColumn: 0, endColumn: tab.columnCount };
}

function readCorners(corners: string, tab: Tab, range: string): CellBlock {
  if (!isCorners(corners)) throw noSuchRange(range);
  const [from = '', to = from] = corners.split(':');
  const start = readCorner(from);
  const end = readCorner(to);
  const block = {
    tab,
    firstRow: start.row ?? 0,
    endRow: end.row === null ? tab.rowCount : end.row + 1,
    firstColumn: start.column ?? 0,
    endColumn: end.column === null ? tab.columnCount : end.column + 1,
  };
  const backwards =
    (end.row !== null && end.row < block.firstRow) || (end.column !== null && end.column < block.firstColumn);
  if (backwards) throw noSuchRange(range);
  return block;
}

function readCorner(text: string): { readonly row: number | null; readonly column: number | null } {
  const [, letters = '', digits] = CORNER.exec(text) ?? [];
  return {
    row: digits === undefined ? null : Number(digits) - 1,
    column: letters === '' ? null : columnIndex(letters),
  };
}

function columnIndex(letters: string): number {
  return [...letters.toUpperCase()].reduce((index, letter) => index * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}
