import type { sheets_v4 } from 'googleapis/build/src/apis/sheets';
import { z } from 'zod';
import { LoopwatchError } from '../../contract/errors';
import { looksLikeInput } from '../../domain/log/input-headers';
import { CALL_LIMIT_MILLIS, callGoogle } from './google-call';
import type { Google } from './google-client';

export interface SheetRequest {
  readonly spreadsheetId: string;
  /** A tab, or a tab and columns, such as `Polls!A:C`; null: every tab with the header of an input. */
  readonly range: string | null;
  /** To show to people. */
  readonly name: string;
}

/** One tab of a spreadsheet. */
export interface SheetTab {
  readonly title: string;
  readonly sheetId: number;
  readonly rowCount: number;
  readonly columnCount: number;
}

/** A header is searched in so many rows. */
const HEADER_ROWS = 20;
const COLUMNS = /^[A-Za-z]{1,3}(?::[A-Za-z]{1,3})?$/;
const tabIdSchema = z.tuple([z.string(), z.coerce.number().int(), z.string()]);

/** The tabs as source files: each id names the spreadsheet, the tab and the columns. */
export async function listTabs(
  google: Google,
  request: SheetRequest,
  signal: AbortSignal,
): Promise<{ readonly fileId: string; readonly name: string }[]> {
  const { spreadsheetId, range } = request;
  const what = `The sheet "${request.name}"`;
  const { title, tabs } = await readSpreadsheet(google, spreadsheetId, what, signal);
  const [tabTitle, columns] = splitRange(range, tabs);
  const wanted = tabTitle === null ? tabs : tabs.filter((tab) => tab.title === tabTitle);
  if (wanted.length === 0) {
    throw new LoopwatchError(
      'SOURCE_UNREADABLE',
      `${what} has no tab "${tabTitle ?? ''}"`,
      `Its tabs are ${tabs.map((tab) => `"${tab.title}"`).join(', ')}: correct LOOPWATCH_SOURCE.`,
    );
  }
  const files: { fileId: string; name: string }[] = [];
  for (const tab of wanted) {
    const isAsked = tabTitle !== null || wanted.length === 1;
    if (!isAsked && !looksLikeInput(await readHeader(google, spreadsheetId, tab, what, signal))) continue;
    files.push({ fileId: `${spreadsheetId}/${tab.sheetId}/${columns}`, name: `${title} / ${tab.title}` });
  }
  return files;
}

export function isTabId(fileId: string): boolean {
  return fileId.includes('/');
}

export interface TabId {
  readonly spreadsheetId: string;
  readonly sheetId: number;
  /** Such as `A:C`; empty: all. */
  readonly columns: string;
}

export function parseTabId(fileId: string): TabId {
  const [spreadsheetId, sheetId, columns] = tabIdSchema.parse(fileId.split('/'));
  return { spreadsheetId, sheetId, columns };
}

export async function readSpreadsheet(
  google: Google,
  spreadsheetId: string,
  what: string,
  signal: AbortSignal,
): Promise<{ readonly title: string; readonly tabs: readonly SheetTab[] }> {
  const { data } = await callGoogle(google, what, () =>
    google.sheets.spreadsheets.get(
      {
        spreadsheetId,
        fields: 'properties.title,sheets.properties(sheetId,title,gridProperties(rowCount,columnCount))',
      },
      { signal, timeout: CALL_LIMIT_MILLIS },
    ),
  );
  return { title: data.properties?.title ?? spreadsheetId, tabs: (data.sheets ?? []).flatMap(toTab) };
}

function toTab({ properties }: sheets_v4.Schema$Sheet): SheetTab[] {
  const { sheetId, title, gridProperties } = properties ?? {};
  // A tab without a grid is a chart.
  if (typeof sheetId !== 'number' || !title || !gridProperties?.rowCount) return [];
  return [
    { sheetId, title, rowCount: gridProperties.rowCount, columnCount: gridProperties.columnCount ?? 1 },
  ];
}

/** A range is a tab's title, or a title and columns; the title itself may contain `!`. */
function splitRange(
  range: string | null,
  tabs: readonly SheetTab[],
): [title: string | null, columns: string] {
  if (range === null) return [null, ''];
  const title = unquoted(range);
  if (tabs.some((tab) => tab.title === title)) return [title, ''];
  const cut = range.lastIndexOf('!');
  const columns = range.slice(cut + 1);
  if (cut < 0 || !COLUMNS.test(columns)) return [title, ''];
  return [unquoted(range.slice(0, cut)), columns.includes(':') ? columns : `${columns}:${columns}`];
}

function unquoted(title: string): string {
  return /^'.*'$/.test(title) ? title.slice(1, -1).replaceAll("''", "'") : title;
}

/** The first row that is not blank. */
async function readHeader(
  google: Google,
  spreadsheetId: string,
  tab: SheetTab,
  what: string,
  signal: AbortSignal,
): Promise<string[]> {
  const range = rangeOf(tab, '', 1, Math.min(HEADER_ROWS, tab.rowCount));
  const rows = await readSheetRows(google, { spreadsheetId, range }, what, signal);
  const header = rows.map((row) => row.map(String)).find((cells) => cells.some((cell) => cell.trim() !== ''));
  return header ?? [];
}

/** The A1 range of a tab's rows, counted from 1, both ends included. */
export function rangeOf(tab: SheetTab, columns: string, fromRow: number, toRow: number): string {
  const [from = 'A', to = columnName(tab.columnCount)] = columns === '' ? [] : columns.split(':');
  return `'${tab.title.replaceAll("'", "''")}'!${from}${fromRow}:${to}${toRow}`;
}

function columnName(count: number): string {
  let name = '';
  for (let rest = count; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  }
  return name;
}

const rowsSchema = z.array(z.array(z.unknown())).optional();

/** Raw cells: text as text, numbers and dates as numbers. */
export async function readSheetRows(
  google: Google,
  { spreadsheetId, range }: { readonly spreadsheetId: string; readonly range: string },
  what: string,
  signal: AbortSignal,
): Promise<unknown[][]> {
  const { data } = await callGoogle(google, what, () =>
    google.sheets.spreadsheets.values.get(
      {
        spreadsheetId,
        range,
        majorDimension: 'ROWS',
        valueRenderOption: 'UNFORMATTED_VALUE',
        dateTimeRenderOption: 'SERIAL_NUMBER',
      },
      { signal, timeout: CALL_LIMIT_MILLIS },
    ),
  );
  return rowsSchema.parse(data.values) ?? [];
}
