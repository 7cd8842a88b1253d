import type { Entry } from 'yauzl';
import { cannotOpen } from './cannot-open';
import type { ZipArchive } from './zip-archive';

export type ZipContent = { readonly kind: 'workbook' } | { readonly kind: 'file'; readonly entry: Entry };

/** What packers add by themselves. */
const LITTER = /(?:^|\/)(?:__MACOSX\/|\.|Thumbs\.db$|desktop\.ini$)/i;
const SAVE_AS = 'Save it as .xlsx or CSV.';

/** Documents that are ZIP archives: by a file that only they hold. */
const DOCUMENTS: readonly (readonly [part: RegExp, what: string])[] = [
  [/^xl\/workbook\.bin$/i, 'it is a binary workbook (.xlsb)'],
  [/^word\//, 'it is a document of a word processor'],
  [/^ppt\//, 'it is a presentation'],
  [/^Index\/Document\.iwa$|^Index\.zip$/, 'it is a document of Numbers, Pages or Keynote'],
  [/^mimetype$/, 'it is an OpenDocument file (.ods)'],
];

/** @throws LoopwatchError FILE_REJECTED where it is neither a workbook nor an archive of one file. */
export function contentOf({ entries }: ZipArchive): ZipContent {
  const names = entries.map(({ fileName }) => fileName);
  for (const [part, what] of DOCUMENTS) {
    if (names.some((name) => part.test(name))) throw cannotOpen(what, SAVE_AS);
  }
  if (names.some((name) => /^xl\/workbook\.xml$/i.test(name))) return { kind: 'workbook' };
  if (names.includes('[Content_Types].xml') && names.some((name) => /workbook\w*\.xml$/i.test(name)))
    return { kind: 'workbook' };
  const files = entries.filter(({ fileName }) => !LITTER.test(fileName));
  const [entry] = files;
  if (entry && files.length === 1) return { kind: 'file', entry };
  if (!entry) throw cannotOpen('it is an archive without any file', 'Pack the CSV again.');
  const some = files.slice(0, 3).map(({ fileName }) => fileName);
  throw cannotOpen(
    `it is an archive of ${files.length} files (${some.join(', ')}${files.length > 3 ? ' …' : ''})`,
    'Unpack it: only an archive of one CSV is read.',
  );
}
