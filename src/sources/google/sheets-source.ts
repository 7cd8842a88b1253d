import type { SourceFile } from '../../contract/inputs';
import type { FetchOptions, Listing, PollSource } from '../source';
import { driveFile, stampOf } from './drive-download';
import type { Google } from './google-client';
import { downloadTab } from './sheet-download';
import { listTabs } from './sheet-tabs';

/** The tabs of one Google spreadsheet. */
export class SheetsSource implements PollSource {
  readonly id: string;
  readonly #google: Google;
  readonly #spreadsheetId: string;
  readonly #range: string | null;

  constructor(
    google: Google,
    spec: { readonly spreadsheetId: string; readonly range: string | null },
    id: string,
  ) {
    this.#google = google;
    this.#spreadsheetId = spec.spreadsheetId;
    this.#range = spec.range;
    this.id = id;
  }

  async list(signal: AbortSignal): Promise<Listing> {
    const spreadsheetId = this.#spreadsheetId;
    const file = await driveFile(this.#google, spreadsheetId, `The sheet ${spreadsheetId}`, signal);
    const request = { spreadsheetId, range: this.#range, name: file.name ?? spreadsheetId };
    const tabs = await listTabs(this.#google, request, signal);
    const fingerprint = stampOf(file);
    const files = tabs.map((tab) => ({ ...tab, sourceId: this.id, sizeBytes: null, fingerprint }));
    return { files, passedOver: [] };
  }

  async fetch(file: SourceFile, toPath: string, options: FetchOptions): Promise<void> {
    await downloadTab(this.#google, file, toPath, options);
  }
}
