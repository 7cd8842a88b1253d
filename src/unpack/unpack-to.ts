import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { cannotOpen } from './cannot-open';
import { FORMAT_BYTES, formatOf } from './file-format';
import { gunzipTo } from './gzip-file';
import { readHead } from './read-head';
import { UNPACK_LIMITS, type UnpackLimits } from './unpack-limits';
import { writeSheetAsCsv } from './workbook/sheet-to-csv';
import { withZip } from './zip-archive';
import { contentOf } from './zip-content';

/**
 * Writes the text that is in a compressed file or a workbook. The content decides, not the name.
 * @param sheet of a workbook; null: its only sheet with the header of an input.
 * @returns false where the file is no such file: it can be read as it is.
 * @throws LoopwatchError FILE_REJECTED where it holds no text that can be read, or more than the limits allow.
 */
export async function unpackTo(
  path: string,
  outPath: string,
  sheet: string | null,
  limits: UnpackLimits = UNPACK_LIMITS,
): Promise<boolean> {
  const format = formatOf(await readHead(path, FORMAT_BYTES));
  if (format === 'text') return false;
  if (typeof format === 'object') throw cannotOpen(`it ${format.what}`, format.remedy);
  if (format === 'gzip') await gunzipTo(path, outPath, limits);
  else
    await withZip(path, limits, async (archive) => {
      const content = contentOf(archive);
      if (content.kind === 'workbook') await writeSheetAsCsv(archive, sheet, outPath, limits);
      else await pipeline(archive.read(content.entry), createWriteStream(outPath));
    });
  await refuseNested(outPath);
  return true;
}

/** An archive in an archive is not opened: it may hold yet another. */
async function refuseNested(path: string): Promise<void> {
  const format = formatOf(await readHead(path, FORMAT_BYTES));
  if (format === 'text') return;
  const what = typeof format === 'object' ? `a file that ${format.what}` : 'another compressed file';
  throw cannotOpen(`it holds ${what}`, 'Pack the CSV itself.');
}
