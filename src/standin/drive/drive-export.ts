import { z } from 'zod';
import { type Answer, textAnswer } from '../answer';
import { driveRefusal } from '../refusal';
import type { SeenRequest } from '../request';
import { showCell } from '../sheets/cells';
import type { Tab } from '../sheets/spreadsheet';
import type { World } from '../world';
import { mimeTypeOf, visibleItem } from './drive-file';
import { readQuery, STANDARD_PARAMETERS } from './read-query';

const LARGEST_EXPORT_BYTES = 10 * 1024 * 1024;

export const exportParameters = z.strictObject({ ...STANDARD_PARAMETERS, mimeType: z.string() });

/** GET /drive/v3/files/{fileId}/export: the first tab of a spreadsheet as CSV, up to 10 MB. */
export function exportFile(world: World, request: SeenRequest): Answer {
  const { mimeType } = readQuery(exportParameters, request);
  // This method has no supportsAllDrives: it always supports them.
  const item = visibleItem(world, request.params.fileId ?? '', true);
  if (item.is.kind !== 'sheet') {
    throw driveRefusal(403, {
      reason: 'fileNotExportable',
      message: `Export only supports Docs Editors files, not ${mimeTypeOf(item)}.`,
    });
  }
  if (mimeType !== 'text/csv') {
    throw driveRefusal(400, {
      reason: 'badRequest',
      message: 'The requested conversion is not supported.',
      parameter: 'convertTo',
    });
  }
  const tab = item.is.spreadsheet.tabs[0];
  return textAnswer(200, 'text/csv', tab ? toCsv(tab) : '');
}

function toCsv(tab: Tab): string {
  const lines: string[] = [];
  let bytes = 0;
  for (let index = 0; index < tab.filledRows; index++) {
    const line = tab
      .row(index)
      .map((cell) => quote(showCell(cell)))
      .join(',');
    lines.push(line);
    bytes += Buffer.byteLength(line) + 2;
    if (bytes > LARGEST_EXPORT_BYTES) {
      throw driveRefusal(403, {
        reason: 'exportSizeLimitExceeded',
        message: 'This file is too large to be exported.',
      });
    }
  }
  return lines.join('\r\n');
}

function quote(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
