import { appendFile, stat } from 'node:fs/promises';
import { looksLikeInput } from '../../domain/log/input-headers';
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
  const { lines, header } = linesOf(rows, state.columns);
  await appendFile(partial.path, lines.join(''));
  const next = { ...state, bytes: (await stat(partial.path)).size, rows: rowsDone, columns: header };
  await partial.note(next);
  return next;
}

/** The rows as CSV. The header says how the cells below it are read; empty: it has not come yet. */
function linesOf(rows: readonly unknown[][], header: readonly string[]) {
  let readers = cellReaders(header);
  let found = header;
  const lines = rows.map((row) => {
    if (found.length === 0 && looksLikeInput(row.map(String))) {
      found = row.map(String);
      readers = cellReaders(found);
    }
    return rowLine(row, readers);
  });
  return { lines, header: [...found] };
}
