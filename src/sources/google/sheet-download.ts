import { appendFile, stat } from 'node:fs/promises';
import { cellReaders, rowLine } from '../../unpack/workbook/sheet-cells';
import type { FetchOptions } from '../source';
import { driveFile, stampOf } from './drive-download';
import type { Google } from './google-client';
import { changedWhileRead } from './google-failure';
import { PartialFile, type PartialState } from './partial-file';
import { parseTabId, rangeOf, readSheetRows, readSpreadsheet, type SheetTab } from './sheet-tabs';

/** About 2 MB per answer, the limit that Google recommends. */
const PAGE_ROWS = 20_000;

/**
 * Copies a tab as CSV to a path, page by page, from where the previous attempt stopped. The spreadsheet's version must be
 * the same before and after.
 */
export async function downloadTab(
  google: Google,
  file: { readonly fileId: string; readonly name: string },
  toPath: string,
  options: FetchOptions,
): Promise<void> {
  const { signal } = options;
  const { spreadsheetId, sheetId, columns } = parseTabId(file.fileId);
  const what = `The sheet "${file.name}"`;
  const before = stampOf(await driveFile(google, spreadsheetId, what, signal));
  const { tabs } = await readSpreadsheet(google, spreadsheetId, what, signal);
  const tab = tabs.find((candidate) => candidate.sheetId === sheetId);
  if (!tab) throw changedWhileRead(what);
  const partial = new PartialFile(options.partialPath);
  let state: PartialState = (await partial.resume(before)) ?? {
    stamp: before,
    bytes: 0,
    rows: 0,
    columns: [],
  };
  while (state.rows < tab.rowCount) {
    state = await appendPage(google, { spreadsheetId, tab, columns, what }, partial, state, options);
  }
  if (stampOf(await driveFile(google, spreadsheetId, what, signal)) !== before) {
    await partial.remove();
    throw changedWhileRead(what);
  }
  await partial.finish(toPath);
}

interface TabContent {
  readonly spreadsheetId: string;
  readonly tab: SheetTab;
  readonly columns: string;
  readonly what: string;
}

async function appendPage(
  google: Google,
  { spreadsheetId, tab, columns, what }: TabContent,
  partial: PartialFile,
  state: PartialState,
  { signal, onProgress }: FetchOptions,
): Promise<PartialState> {
  const rowsDone = Math.min(state.rows + PAGE_ROWS, tab.rowCount);
  const range = rangeOf(tab, columns, state.rows + 1, rowsDone);
  const rows = await readSheetRows(google, { spreadsheetId, range }, what, signal);
  onProgress();
  const header = state.rows === 0 ? (rows[0] ?? []).map(String) : state.columns;
  const readers = cellReaders(header);
  await appendFile(partial.path, rows.map((row) => rowLine(row, readers)).join(''));
  const next = { ...state, bytes: (await stat(partial.path)).size, rows: rowsDone, columns: header };
  await partial.note(next);
  return next;
}
