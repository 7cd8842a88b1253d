import { cannotOpen } from './cannot-open';
import { formatOf } from './file-format';
import { gunzipHead } from './gzip-file';
import { readHead } from './read-head';
import { takeBytes } from './take-bytes';
import { UNPACK_LIMITS, type UnpackLimits } from './unpack-limits';
import { readSheetHeads, type SheetHead } from './workbook/sheet-to-csv';
import { withZip } from './zip-archive';
import { contentOf } from './zip-content';

const HEAD_BYTES = 4_096;
/** Listing is not worth more: the header of a sheet stands at its start, and its texts mostly do. */
const PEEK_LIMITS: UnpackLimits = { ...UNPACK_LIMITS, maxBytes: 512 * 1024 * 1024 };

/** The start of what a file holds: enough to know whether it is an input. */
export type Glimpse =
  | { readonly kind: 'text'; readonly head: Buffer }
  | { readonly kind: 'workbook'; readonly sheets: readonly SheetHead[] };

/** Looks into a file of this machine. */
export type PeekInto = (path: string) => Promise<Glimpse>;

/** @throws LoopwatchError FILE_REJECTED where it holds nothing that can be read; errors of the system as they are. */
export async function peekInto(path: string, limits: UnpackLimits = PEEK_LIMITS): Promise<Glimpse> {
  const head = await readHead(path, HEAD_BYTES);
  const format = formatOf(head);
  if (format === 'text') return { kind: 'text', head };
  if (typeof format === 'object') throw cannotOpen(`it ${format.what}`, format.remedy);
  if (format === 'gzip') return { kind: 'text', head: await gunzipHead(path, HEAD_BYTES) };
  return withZip<Glimpse>(path, limits, async (archive) => {
    const content = contentOf(archive);
    return content.kind === 'workbook'
      ? { kind: 'workbook', sheets: await readSheetHeads(archive, limits) }
      : { kind: 'text', head: await takeBytes(archive.read(content.entry), HEAD_BYTES) };
  });
}
