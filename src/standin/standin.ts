import type { Express } from 'express';
import { createStandinApp } from './app';
import { AccessTokens } from './auth/access-tokens';
import { createServiceAccount, type ServiceAccountKey } from './auth/service-account';
import { type ContentInput, fileContent } from './drive/file-content';
import type { FaultOrder } from './faults/faults';
import { Faults } from './faults/faults';
import { ReadLimiter, type ReadQuota } from './faults/read-quota';
import { type ListeningStandin, listenOnLoopback } from './listen';
import { type LoggedRequest, RequestLog } from './request-log';
import { type Row, Tab, type TabInput } from './sheets/spreadsheet';
import { type ItemKind, type PartialPlacement, World } from './world';

const PROJECT_NUMBER = '123456789012';

export interface StandinOptions {
  readonly clockMs?: () => number;
  readonly projectId?: string;
  readonly sheetReadQuota?: ReadQuota;
}

interface ItemInput {
  /** An existing id gets a new version, and stays in its folder unless another one is named. */
  readonly id?: string;
  readonly name: string;
  /** Created if missing; omitted: the top of My Drive. */
  readonly folderId?: string;
  /** Its shared drive, if any. */
  readonly driveId?: string;
}

export interface FileInput extends ItemInput {
  readonly content: ContentInput;
  readonly mimeType?: string;
}

export interface SheetInput extends ItemInput {
  readonly tabs: readonly TabInput[];
  readonly locale?: string;
  readonly timeZone?: string;
}

export interface CellsInput {
  readonly id: string;
  readonly tab: string;
  /** From 0, like `column`. */
  readonly row: number;
  readonly column?: number;
  readonly cells: readonly Row[];
}

/** A stand-in for Google: change its content, inject faults, read its request log. Each `put` returns the item's id. */
export interface Standin {
  readonly app: Express;
  readonly serviceAccountKey: ServiceAccountKey;
  listen(port?: number): Promise<ListeningStandin>;
  putFile(file: FileInput): string;
  putSheet(sheet: SheetInput): string;
  putFolder(folder: ItemInput): string;
  putShortcut(shortcut: ItemInput & { readonly targetId: string }): string;
  setCells(cells: CellsInput): void;
  remove(id: string): void;
  trash(id: string): void;
  share(id: string): void;
  /** For a folder, also hides its content. */
  unshare(id: string): void;
  fail(order: FaultOrder): void;
  /** Removes the pending faults. */
  heal(): void;
  expireTokens(): void;
  /** Gives the file a new version when its download begins. */
  touchDuringDownload(fileId: string, times?: number): void;
  limitSheetReads(quota: ReadQuota | null): void;
  requests(): readonly LoggedRequest[];
  clearRequests(): void;
}

export function createStandin(options: StandinOptions = {}): Standin {
  const world = new World(options.clockMs ?? Date.now);
  const account = createServiceAccount(options.projectId ?? 'loopwatch-demo');
  const tokens = new AccessTokens();
  const faults = new Faults();
  const log = new RequestLog();
  const reads = new ReadLimiter(options.sheetReadQuota ?? null, PROJECT_NUMBER);
  const app = createStandinApp({ world, account, tokens, faults, log, reads, projectNumber: PROJECT_NUMBER });
  return {
    app,
    serviceAccountKey: account.key,
    listen: (port) => listenOnLoopback(app, port),
    ...worldMethods(world),
    fail: (order) => faults.add(order),
    heal: () => faults.clear(),
    expireTokens: () => tokens.expireAll(),
    touchDuringDownload(fileId, times = 1) {
      faults.add({
        match: ({ params, query }) => params.fileId === fileId && query.alt === 'media',
        times,
        fault: { kind: 'touch' },
      });
    },
    limitSheetReads: (quota) => reads.set(quota),
    requests: () => log.read(),
    clearRequests: () => log.clear(),
  };
}

type WorldMethods = Pick<
  Standin,
  'putFile' | 'putSheet' | 'putFolder' | 'putShortcut' | 'setCells' | 'remove' | 'trash' | 'share' | 'unshare'
>;

function worldMethods(world: World): WorldMethods {
  const put = (input: ItemInput, is: ItemKind) => world.put(input.id, placementOf(input), is);
  return {
    putFile: (file) =>
      put(file, { kind: 'file', mimeType: file.mimeType ?? 'text/csv', content: fileContent(file.content) }),
    putSheet(sheet) {
      const { locale = 'en_US', timeZone = 'Etc/GMT' } = sheet;
      const tabs = sheet.tabs.map((tab) => new Tab(tab));
      return put(sheet, { kind: 'sheet', spreadsheet: { locale, timeZone, tabs } });
    },
    putFolder: (folder) => put(folder, { kind: 'folder' }),
    putShortcut: (shortcut) => put(shortcut, { kind: 'shortcut', targetId: shortcut.targetId }),
    setCells({ id, tab, row, column = 0, cells }) {
      const { is } = world.require(id);
      const found = is.kind === 'sheet' ? is.spreadsheet.tabs.find(({ title }) => title === tab) : undefined;
      if (!found) throw new Error(`The stand-in has no spreadsheet ${id} with a tab ${tab}.`);
      found.write(row, column, cells);
      world.touch(id);
    },
    remove: (id) => world.remove(id),
    trash: (id) => world.change(id, { trashed: true }),
    share: (id) => world.change(id, { shared: true }),
    unshare: (id) => world.change(id, { shared: false }),
  };
}

function placementOf({ name, folderId, driveId }: ItemInput): PartialPlacement {
  return { name, ...(folderId !== undefined && { folderId }), ...(driveId !== undefined && { driveId }) };
}
