/** Where polls come from, as a setting names it. */
export type SourceSpec =
  | { readonly kind: 'folder'; readonly folder: string }
  | { readonly kind: 'drive-folder'; readonly folderId: string }
  | { readonly kind: 'drive-file'; readonly fileId: string }
  /** `range` is a tab, or a tab and columns, as `Polls` or `Polls!A:C`; null: every tab whose header is an input's. */
  | { readonly kind: 'sheet'; readonly spreadsheetId: string; readonly range: string | null };

/** How Google is reached. */
export interface GoogleSettings {
  /** A service account's JSON key: the path of its file. */
  readonly keyFile: string | null;
  /** The same as text, where no file can be had. Neither: application-default credentials. */
  readonly keyJson: string | null;
  /** Another address in place of Google's: that of a stand-in. */
  readonly rootUrl: string | null;
  /** Calls a minute that one credential may make. */
  readonly callsPerMinute: number;
}
