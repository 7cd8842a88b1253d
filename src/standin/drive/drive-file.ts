import type { drive_v3 } from 'googleapis/build/src/apis/drive/v3';
import { fileNotFound } from '../refusal';
import type { Item, World } from '../world';
import type { Shape } from './field-selection';

const MIME_TYPES = {
  sheet: 'application/vnd.google-apps.spreadsheet',
  folder: 'application/vnd.google-apps.folder',
  shortcut: 'application/vnd.google-apps.shortcut',
} as const;

/** Every field that `fields` may name; others are refused, so that no caller relies on a missing field. */
export const FILE_SHAPE = {
  kind: true,
  id: true,
  name: true,
  mimeType: true,
  driveId: true,
  md5Checksum: true,
  size: true,
  modifiedTime: true,
  version: true,
  trashed: true,
  parents: true,
  shortcutDetails: { targetId: true, targetMimeType: true },
} as const satisfies Shape;

/** Without `fields`, Drive v3 returns only these. */
export const DEFAULT_FILE_FIELDS = 'kind,id,name,mimeType,driveId';

export function toDriveFile(item: Item, world: World): drive_v3.Schema$File {
  return {
    kind: 'drive#file',
    id: item.id,
    name: item.name,
    mimeType: mimeTypeOf(item),
    modifiedTime: new Date(item.modifiedMs).toISOString(),
    version: String(item.version),
    trashed: item.trashed,
    ...(item.folderId !== null && { parents: [item.folderId] }),
    ...(item.driveId !== null && { driveId: item.driveId }),
    ...kindFields(item, world),
  };
}

function kindFields({ is }: Item, world: World): drive_v3.Schema$File {
  if (is.kind === 'file') return { md5Checksum: is.content.md5, size: String(is.content.size) };
  if (is.kind !== 'shortcut') return {};
  const target = world.find(is.targetId);
  const targetMimeType = target ? mimeTypeOf(target) : 'application/octet-stream';
  return { shortcutDetails: { targetId: is.targetId, targetMimeType } };
}

export function mimeTypeOf({ is }: Item): string {
  return is.kind === 'file' ? is.mimeType : MIME_TYPES[is.kind];
}

/** @throws Refusal 404, also for unshared items, and for items of a shared drive without supportsAllDrives. */
export function visibleItem(world: World, fileId: string, supportsAllDrives: boolean): Item {
  const item = world.find(fileId);
  if (!item || !world.isVisible(item) || (item.driveId !== null && !supportsAllDrives))
    throw fileNotFound(fileId);
  return item;
}
