import type { drive_v3 } from 'googleapis/build/src/apis/drive';
import type { SourceFile } from '../../contract/inputs';
import type { FetchOptions, PollSource } from '../source';
import { downloadFile, driveFile, stampOf } from './drive-download';
import { CALL_LIMIT_MILLIS, callGoogle } from './google-call';
import type { Google } from './google-client';
import { downloadTab } from './sheet-download';
import { isTabId, listTabs } from './sheet-tabs';

const SHEET = 'application/vnd.google-apps.spreadsheet';
const SHORTCUT = 'application/vnd.google-apps.shortcut';
const FILE_FIELDS = 'id,name,mimeType,md5Checksum,size,version,shortcutDetails(targetId,targetMimeType)';
const PAGE_SIZE = 1_000;
const MAX_PAGES = 100;

export type DriveSpec =
  | { readonly kind: 'drive-folder'; readonly folderId: string }
  | { readonly kind: 'drive-file'; readonly fileId: string };

/** CSV files and Google Sheets of a folder of Drive, without subfolders, or one of them by its id. */
export class DriveSource implements PollSource {
  readonly id: string;
  readonly #google: Google;
  readonly #spec: DriveSpec;

  constructor(google: Google, spec: DriveSpec, id: string) {
    this.#google = google;
    this.#spec = spec;
    this.id = id;
  }

  async list(signal: AbortSignal): Promise<readonly SourceFile[]> {
    const found =
      this.#spec.kind === 'drive-file'
        ? [await driveFile(this.#google, this.#spec.fileId, `The file ${this.#spec.fileId}`, signal)]
        : await this.#filesOf(this.#spec.folderId, signal);
    const files: SourceFile[] = [];
    for (const file of found) files.push(...(await this.#toSourceFiles(file, signal)));
    return files.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  }

  async fetch(file: SourceFile, toPath: string, options: FetchOptions): Promise<void> {
    if (isTabId(file.fileId)) await downloadTab(this.#google, file, toPath, options);
    else await downloadFile(this.#google, file, toPath, options);
  }

  async #filesOf(folderId: string, signal: AbortSignal): Promise<drive_v3.Schema$File[]> {
    const what = `The folder ${folderId}`;
    // Request the folder itself first: the list of an unshared folder is empty, not an error.
    await driveFile(this.#google, folderId, what, signal);
    const files: drive_v3.Schema$File[] = [];
    let pageToken: string | undefined;
    for (let page = 0; page < MAX_PAGES; page++) {
      const { data } = await callGoogle(this.#google, what, () =>
        this.#google.drive.files.list(
          {
            q: `'${folderId}' in parents and trashed = false`,
            pageSize: PAGE_SIZE,
            supportsAllDrives: true,
            includeItemsFromAllDrives: true,
            fields: `nextPageToken,files(${FILE_FIELDS})`,
            ...(pageToken === undefined ? {} : { pageToken }),
          },
          { signal, timeout: CALL_LIMIT_MILLIS },
        ),
      );
      files.push(...(data.files ?? []));
      if (!data.nextPageToken) break;
      pageToken = data.nextPageToken;
    }
    return files;
  }

  async #toSourceFiles(file: drive_v3.Schema$File, signal: AbortSignal): Promise<SourceFile[]> {
    const name = file.name ?? '';
    const fileId = file.id ?? '';
    if (file.mimeType === SHORTCUT) {
      const { targetId, targetMimeType } = file.shortcutDetails ?? {};
      if (!targetId || targetMimeType === SHORTCUT) return [];
      return this.#toSourceFiles(
        await driveFile(this.#google, targetId, `The file "${name}"`, signal),
        signal,
      );
    }
    const fingerprint = stampOf(file);
    if (file.mimeType === SHEET) {
      const tabs = await listTabs(this.#google, { spreadsheetId: fileId, range: null, name }, signal);
      return tabs.map((tab) => ({ ...tab, sourceId: this.id, sizeBytes: null, fingerprint }));
    }
    if (file.mimeType !== 'text/csv' && !name.toLowerCase().endsWith('.csv')) return [];
    return [{ sourceId: this.id, fileId, name, sizeBytes: Number(file.size ?? 0), fingerprint }];
  }
}
