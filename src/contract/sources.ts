/** A source of polls, as a setting names it. */
export type SourceSpec =
  | { readonly kind: 'folder'; readonly folder: string }
  | { readonly kind: 'drive-folder'; readonly folderId: string }
  | { readonly kind: 'drive-file'; readonly fileId: string }
  /** `range` is a tab, or a tab and columns, such as `Polls!A:C`; null: every tab with the header of an input. */
  | { readonly kind: 'sheet'; readonly spreadsheetId: string; readonly range: string | null };

/** The id of a folder as a source: the catalogue records its files under it. @param folder an absolute path */
export function folderSourceId(folder: string): string {
  return `folder:${folder}`;
}

/** Access to Google. */
export interface GoogleSettings {
  /** A service account's JSON key: the path of its file. */
  readonly keyFile: string | null;
  /** The key as text, when no file is possible. With neither: application-default credentials. */
  readonly keyJson: string | null;
  /** The URL of a stand-in, instead of Google's. */
  readonly rootUrl: string | null;
  /** The limit of calls per minute with one credential. */
  readonly callsPerMinute: number;
}
