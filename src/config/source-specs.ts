import path from 'node:path';
import { LoopwatchError } from '../contract/errors';
import type { SourceSpec } from '../contract/sources';

const ID = /^[A-Za-z0-9_-]{5,200}$/;
const HOW =
  'A source is a folder, google-drive:FOLDER_ID, google-drive-file:FILE_ID or google-sheets:SPREADSHEET_ID/TAB; separate several by semicolons.';

/** @throws LoopwatchError SETUP naming the part that is not a source. */
export function parseSourceSpecs(text: string): SourceSpec[] {
  const parts = text
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (parts.length === 0) throw new LoopwatchError('SETUP', 'LOOPWATCH_SOURCE names no source', HOW);
  return parts.map(parseSourceSpec);
}

/** @throws LoopwatchError SETUP where it is not a source. */
export function parseSourceSpec(part: string): SourceSpec {
  const [, scheme, rest = ''] = /^(google-[a-z-]+):(.*)$/s.exec(part) ?? [];
  switch (scheme) {
    case undefined:
      return { kind: 'folder', folder: path.resolve(part) };
    case 'google-drive':
      return { kind: 'drive-folder', folderId: requireId(rest, part) };
    case 'google-drive-file':
      return { kind: 'drive-file', fileId: requireId(rest, part) };
    case 'google-sheets': {
      const slash = rest.indexOf('/');
      const spreadsheetId = requireId(slash < 0 ? rest : rest.slice(0, slash), part);
      return { kind: 'sheet', spreadsheetId, range: slash < 0 ? null : rest.slice(slash + 1) || null };
    }
    default:
      throw new LoopwatchError('SETUP', `"${part}" is not a source`, HOW);
  }
}

/** Only the id: the long part of Google's address after `folders/` or `/d/`. */
function requireId(id: string, part: string): string {
  if (ID.test(id)) return id;
  throw new LoopwatchError(
    'SETUP',
    `"${part}" contains no Google id`,
    'In the address of a folder, the id follows "folders/"; in the address of a file or sheet, it follows "/d/".',
  );
}

/** The text of a source in the setting. */
export function formatSourceSpec(spec: SourceSpec): string {
  switch (spec.kind) {
    case 'folder':
      return spec.folder;
    case 'drive-folder':
      return `google-drive:${spec.folderId}`;
    case 'drive-file':
      return `google-drive-file:${spec.fileId}`;
    case 'sheet':
      return `google-sheets:${spec.spreadsheetId}${spec.range === null ? '' : `/${spec.range}`}`;
  }
}

/** The text of all sources in the setting. */
export function formatSourceSpecs(specs: readonly SourceSpec[]): string {
  return specs.map(formatSourceSpec).join('; ');
}
