import { appendFile, stat } from 'node:fs/promises';
import type { FetchOptions } from '../source';
import { driveFile, stampOf } from './drive-download';
import type { Google } from './google-client';
import { changedMeanwhile } from './google-failure';
import { PartFile, type PartState } from './part-file';
import { cellReaders, rowLine } from './sheet-cells';
import { parseTabId, rangeOf, readRows, readSpreadsheet, type Tab } from './sheet-tabs';

/** About 2 MB an answer, which is what Google asks callers to stay under. */
const PAGE_ROWS = 20_000;

/**
 * Copies a tab as CSV to a path, page by page, from where an attempt before this one was cut. The spreadsheet's version
 * must be the same before and after.
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
  if (!tab) throw changedMeanwhile(what);
  const part = new PartFile(options.partPath);
  let state: PartState = (await part.resume(before)) ?? { stamp: before, bytes: 0, rows: 0, columns: [] };
  while (state.rows < tab.rowCount) {
    state = await appendPage(google, { spreadsheetId, tab, columns, what }, part, state, options);
  }
  if (stampOf(await driveFile(google, spreadsheetId, what, signal)) !== before) {
    await part.remove();
    throw changedMeanwhile(what);
  }
  await part.finish(toPath);
}

interface TabContent {
  readonly spreadsheetId: string;
  readonly tab: Tab;
  readonly columns: string;
  readonly what: string;
}

async function appendPage(
  google: Google,
  { spreadsheetId, tab, columns, what }: TabContent,
  part: PartFile,
  state: PartState,
  { signal, onProgress }: FetchOptions,
): Promise<PartState> {
  const rowsDone = Math.min(state.rows + PAGE_ROWS, tab.rowCount);
  const range = rangeOf(tab, columns, state.rows + 1, rowsDone);
  const rows = await readRows(google, { spreadsheetId, range }, what, signal);
  onProgress();
  const header = state.rows === 0 ? (rows[0] ?? []).map(String) : state.columns;
  const readers = cellReaders(header);
  await appendFile(part.path, rows.map((row) => rowLine(row, readers)).join(''));
  const next = { ...state, bytes: (await stat(part.path)).size, rows: rowsDone, columns: header };
  await part.note(next);
  return next;
}
