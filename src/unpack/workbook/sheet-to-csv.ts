import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { looksLikeInput } from '../../domain/log/input-headers';
import { limitBytes } from '../byte-limit';
import { cannotOpen } from '../cannot-open';
import type { UnpackLimits } from '../unpack-limits';
import type { ZipArchive } from '../zip-archive';
import { readSharedTexts } from './shared-texts';
import { cellReaders, DAYS_FROM_1900_TO_1904, rowLine } from './sheet-cells';
import { type SheetCell, type SheetRow, sheetRows } from './sheet-rows';
import { readWorkbook, type Workbook, type WorkbookSheet } from './workbook';

/** The header is among the first rows that hold anything. */
const HEAD_ROWS = 20;
/** Of a cell, to see what it names. */
const HEAD_CHARS = 200;

/**
 * Writes a sheet as CSV: the line numbers are those of the sheet's rows.
 * @param name null: the workbook must have one sheet with the header of an input.
 * @throws LoopwatchError FILE_REJECTED
 */
export async function writeSheetAsCsv(
  archive: ZipArchive,
  name: string | null,
  outPath: string,
  limits: UnpackLimits,
): Promise<void> {
  const workbook = await readWorkbook(archive, limits);
  const sheet = name === null ? await onlyInput(archive, workbook, limits) : sheetNamed(workbook, name);
  const texts = await readSharedTexts(archive, workbook.sharedTexts, limits);
  const days = workbook.countsFrom1904 ? DAYS_FROM_1900_TO_1904 : 0;
  const rows = sheetRows(archive, sheet.entry, limits);
  // A cell of some bytes may stand for a long text.
  const packedBytes = sheet.entry.compressedSize + (workbook.sharedTexts?.compressedSize ?? 0);
  const csv = limitBytes(packedBytes, limits)(csvOf(rows, texts, days));
  await pipeline(csv, createWriteStream(outPath));
}

async function* csvOf(
  batches: AsyncIterable<readonly SheetRow[]>,
  texts: readonly string[],
  days: number,
): AsyncGenerator<Buffer> {
  let readers: ReturnType<typeof cellReaders> | null = null;
  let line = 0;
  for await (const rows of batches) {
    let text = '';
    for (const row of rows) {
      const cells = row.cells.map((cell) => resolveCell(cell, texts));
      // Cells mean what the header above them says; a title above the header has none.
      if (!readers && looksLikeInput(cells.map(String))) readers = cellReaders(cells, days);
      text += `${'\n'.repeat(row.number - line - 1)}${rowLine(cells, readers ?? [])}`;
      line = row.number;
    }
    if (text !== '') yield Buffer.from(text);
  }
}

export interface SheetHead {
  readonly name: string;
  /** Its first rows that hold anything, as texts. */
  readonly rows: readonly (readonly string[])[];
}

/** The first rows of every sheet: enough to know which of them are inputs. */
export async function readSheetHeads(
  archive: ZipArchive,
  limits: UnpackLimits,
): Promise<readonly SheetHead[]> {
  return headsOf(archive, await readWorkbook(archive, limits), limits);
}

async function headsOf(
  archive: ZipArchive,
  workbook: Workbook,
  limits: UnpackLimits,
): Promise<readonly SheetHead[]> {
  const heads: { name: string; rows: readonly SheetRow[] }[] = [];
  for (const { name, entry } of workbook.sheets)
    heads.push({ name, rows: await firstRows(archive, entry, limits) });
  const cells = heads.flatMap(({ rows }) => rows.flatMap((row) => row.cells));
  const shared = cells.flatMap((cell) => (typeof cell === 'object' ? [cell.shared] : []));
  const needed = shared.reduce((most, number) => Math.max(most, number + 1), 0);
  const texts = await readSharedTexts(archive, workbook.sharedTexts, limits, needed);
  return heads.map(({ name, rows }) => ({
    name,
    rows: rows.map((row) => row.cells.map((cell) => String(resolveCell(cell, texts)).slice(0, HEAD_CHARS))),
  }));
}

async function firstRows(
  archive: ZipArchive,
  sheet: WorkbookSheet['entry'],
  limits: UnpackLimits,
): Promise<readonly SheetRow[]> {
  const found: SheetRow[] = [];
  for await (const rows of sheetRows(archive, sheet, limits)) {
    found.push(...rows.filter(({ cells }) => cells.some((cell) => cell !== '')).slice(0, HEAD_ROWS));
    if (found.length >= HEAD_ROWS) break;
  }
  return found.slice(0, HEAD_ROWS);
}

function resolveCell(cell: SheetCell, texts: readonly string[]): string | number | boolean {
  return typeof cell === 'object' ? (texts[cell.shared] ?? '') : cell;
}

function sheetNamed({ sheets }: Workbook, name: string): WorkbookSheet {
  const sheet = sheets.find((candidate) => candidate.name === name);
  if (sheet) return sheet;
  throw cannotOpen(`it has no sheet "${name}" any more`, 'The next ingestion reads the sheets that it has.');
}

/** For a workbook under another name, such as hours.csv. */
async function onlyInput(
  archive: ZipArchive,
  workbook: Workbook,
  limits: UnpackLimits,
): Promise<WorkbookSheet> {
  const heads = await headsOf(archive, workbook, limits);
  const inputs = heads.filter(({ rows }) => rows.some(looksLikeInput));
  const [only] = inputs;
  if (only && inputs.length === 1) return sheetNamed(workbook, only.name);
  throw cannotOpen(
    only
      ? `it is a workbook with ${inputs.length} sheets of polls, menu hours or timezones`
      : 'it is a workbook without a sheet of polls, menu hours or timezones',
    only ? 'Give it a name that ends in .xlsx.' : 'Name the columns as docs/semantics.md lists them.',
  );
}
