import type { drive_v3 } from 'googleapis/build/src/apis/drive/v3';
import { z } from 'zod';
import { type Answer, jsonAnswer } from '../answer';
import { fileNotFound } from '../refusal';
import type { SeenRequest } from '../request';
import type { Item, World } from '../world';
import { DEFAULT_FILE_FIELDS, FILE_SHAPE, toDriveFile } from './drive-file';
import { type Shape, select } from './field-selection';
import { flag, invalidParameter, readFields, readQuery, STANDARD_PARAMETERS } from './read-query';

const LARGEST_PAGE = 1_000;
export const LIST_SHAPE = {
  kind: true,
  nextPageToken: true,
  incompleteSearch: true,
  files: FILE_SHAPE,
} as const satisfies Shape;
const DEFAULT_FIELDS = `kind,nextPageToken,incompleteSearch,files(${DEFAULT_FILE_FIELDS})`;

export const listParameters = z.strictObject({
  ...STANDARD_PARAMETERS,
  q: z.string(),
  pageSize: z.coerce.number().int().min(1).default(100),
  pageToken: z.string().optional(),
  supportsAllDrives: flag,
  includeItemsFromAllDrives: flag,
  corpora: z.enum(['user', 'drive', 'allDrives']).optional(),
  driveId: z.string().optional(),
  spaces: z.literal('drive').optional(),
});

/** The only supported query: `'FOLDER' in parents and trashed = false`. */
const QUERY = /^\s*'((?:[^'\\]|\\.)+)'\s+in\s+parents\s+and\s+trashed\s*=\s*false\s*$/;

/** GET /drive/v3/files */
export function listFiles(world: World, request: SeenRequest): Answer {
  const query = readQuery(listParameters, request);
  const selection = readFields(query.fields ?? DEFAULT_FIELDS, LIST_SHAPE, request);
  const folderId = QUERY.exec(query.q)?.[1]?.replace(/\\(.)/g, '$1');
  if (folderId === undefined) throw invalidParameter(request, 'q');
  const folder = world.find(folderId);
  // Google omits the id of a folder that it does not find.
  if (!folder || !world.isVisible(folder)) throw fileNotFound('');
  const sharedDrives = query.supportsAllDrives && query.includeItemsFromAllDrives;
  const after = readPageToken(request, folderId);
  const rest = world
    .inFolder(folderId)
    .filter((item) => isListed(item, world, sharedDrives) && item.position > after);
  const page = rest.slice(0, Math.min(query.pageSize, LARGEST_PAGE));
  const last = page.at(-1);
  const list: drive_v3.Schema$FileList = {
    kind: 'drive#fileList',
    incompleteSearch: false,
    ...(last && page.length < rest.length && { nextPageToken: pageToken(folderId, last) }),
    files: page.map((item) => toDriveFile(item, world)),
  };
  return jsonAnswer(200, Object(select(list, selection)));
}

function isListed(item: Item, world: World, sharedDrives: boolean): boolean {
  return !item.trashed && world.isVisible(item) && (item.driveId === null || sharedDrives);
}

function pageToken(folderId: string, last: Item): string {
  return `~!!~${Buffer.from(`${last.position} ${folderId}`).toString('base64url')}`;
}

/** The page begins after this position. */
function readPageToken(request: SeenRequest, folderId: string): number {
  const token = request.query.pageToken;
  if (token === undefined) return 0;
  const [, position, ofFolder] =
    /^(\d+) (.*)$/.exec(Buffer.from(token.slice(4), 'base64url').toString()) ?? [];
  if (position === undefined || ofFolder !== folderId) throw invalidParameter(request, 'pageToken');
  return Number(position);
}
