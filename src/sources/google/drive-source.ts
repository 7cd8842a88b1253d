import type { drive_v3 } from 'googleapis/build/src/apis/drive';
import { isCode, LoopwatchError } from '../../contract/errors';
import type { PassedOverFile } from '../../contract/input-states';
import type { SourceFile } from '../../contract/inputs';
import type { PeekInto } from '../../unpack/peek-into';
import { type ContentVerdict, passOver } from '../judge-content';
import { judgeName } from '../judge-name';
import type { FetchOptions, Listing, PollSource } from '../source';
import { downloadFile, driveFile, stampOf } from './drive-download';
import { CALL_LIMIT_MILLIS, callGoogle } from './google-call';
import type { Google } from './google-client';
import { findDriveStranger, peekIntoDriveFile } from './peek-drive';
import { downloadTab } from './sheet-download';
import { isTabId, listTabs } from './sheet-tabs';

const SHEET = 'application/vnd.google-apps.spreadsheet';
const SHORTCUT = 'application/vnd.google-apps.shortcut';
/** Google's own documents: they have no content to download. */
const GOOGLE_DOCUMENT = 'application/vnd.google-apps.';
const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const FILE_FIELDS = 'id,name,mimeType,md5Checksum,size,version,shortcutDetails(targetId,targetMimeType)';
const PAGE_SIZE = 1_000;
const MAX_PAGES = 100;

export type DriveSpec =
  | { readonly kind: 'drive-folder'; readonly folderId: string }
  | { readonly kind: 'drive-file'; readonly fileId: string };

/** CSV files, workbooks and Google Sheets of a folder of Drive, without subfolders, or one of them by its id. */
export class DriveSource implements PollSource {
  readonly id: string;
  readonly #google: Google;
  readonly #spec: DriveSpec;
  readonly #peek: PeekInto;
  /** What is in each workbook and archive, by its content: it is downloaded once. */
  readonly #known = new Map<string, ContentVerdict>();
  readonly #strangers = new Map<string, PassedOverFile | null>();

  constructor(google: Google, spec: DriveSpec, id: string, peek: PeekInto) {
    this.#google = google;
    this.#peek = peek;
    this.#spec = spec;
    this.id = id;
  }

  async list(signal: AbortSignal): Promise<Listing> {
    const found =
      this.#spec.kind === 'drive-file'
        ? [await driveFile(this.#google, this.#spec.fileId, `The file ${this.#spec.fileId}`, signal)]
        : await this.#filesOf(this.#spec.folderId, signal);
    const verdicts: ContentVerdict[] = [];
    for (const file of found) verdicts.push(await this.#judge(file, signal));
    return {
      files: sortedByName(
        verdicts.flatMap(({ files }) => files.map((file) => ({ sourceId: this.id, ...file }))),
      ),
      passedOver: sortedByName(verdicts.flatMap(({ passedOver }) => passedOver)),
    };
  }

  async fetch(file: SourceFile, toPath: string, options: FetchOptions): Promise<void> {
    const { fileId, name, sheet } = file;
    if (sheet !== undefined) {
      const workbook = { fileId: fileId.slice(0, -`#${sheet}`.length), name };
      await downloadFile(this.#google, workbook, toPath, options);
    } else if (isTabId(fileId)) await downloadTab(this.#google, file, toPath, options);
    else await downloadFile(this.#google, file, toPath, options);
  }

  async findStranger(file: SourceFile, signal: AbortSignal): Promise<PassedOverFile | null> {
    if (file.sheet !== undefined || isTabId(file.fileId)) return null;
    const key = `${file.fileId} ${file.fingerprint}`;
    const known = this.#strangers.get(key);
    if (known !== undefined) return known;
    try {
      const stranger = await findDriveStranger(this.#google, file, this.#peek, signal);
      this.#strangers.set(key, stranger);
      return stranger;
    } catch (error) {
      // Fetching it waits or fails by itself, and stops no other file.
      if (error instanceof LoopwatchError) return null;
      throw error;
    }
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

  async #judge(file: drive_v3.Schema$File, signal: AbortSignal): Promise<ContentVerdict> {
    const name = file.name ?? '';
    const fileId = file.id ?? '';
    if (file.mimeType === SHORTCUT) {
      const { targetId, targetMimeType } = file.shortcutDetails ?? {};
      if (!targetId || targetMimeType === SHORTCUT) return passOver(name, 'it is a shortcut to nothing.');
      return this.#judge(await driveFile(this.#google, targetId, `The file "${name}"`, signal), signal);
    }
    const fingerprint = stampOf(file);
    if (file.mimeType === SHEET) {
      const tabs = await listTabs(this.#google, { spreadsheetId: fileId, range: null, name }, signal);
      if (tabs.length === 0) return passOver(name, 'none of its tabs has the header of an input.');
      return { files: tabs.map((tab) => ({ ...tab, sizeBytes: null, fingerprint })), passedOver: [] };
    }
    if (file.mimeType?.startsWith(GOOGLE_DOCUMENT)) return passOver(name, 'it is no sheet.');
    const described = { fileId, name, sizeBytes: Number(file.size ?? 0), fingerprint };
    const lower = name.toLowerCase();
    if (file.mimeType === WORKBOOK || /\.(xlsx|xlsm|zip)$/.test(lower)) return this.#look(described, signal);
    if (file.mimeType === 'text/csv' || /\.(csv|gz)$/.test(lower))
      return { files: [described], passedOver: [] };
    const byName = judgeName(name);
    return byName.looks
      ? passOver(name, 'files of this kind are not read from Drive. Upload it as CSV.', byName)
      : passOver(name, byName.reason, byName);
  }

  async #look(file: Omit<SourceFile, 'sourceId'>, signal: AbortSignal): Promise<ContentVerdict> {
    const key = `${file.fileId} ${file.name} ${file.fingerprint}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    try {
      const verdict = await peekIntoDriveFile(this.#google, file, this.#peek, signal);
      this.#known.set(key, verdict);
      return verdict;
    } catch (error) {
      // It stops no other file: fetching it fails, and names it.
      if (isCode(error, 'SOURCE_UNREADABLE')) return { files: [file], passedOver: [] };
      throw error;
    }
  }
}

function sortedByName<T extends { readonly name: string }>(items: readonly T[]): T[] {
  return [...items].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}
