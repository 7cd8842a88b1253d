import { z } from 'zod';
import { type Answer, jsonAnswer } from '../answer';
import { driveRefusal, type Refusal } from '../refusal';
import type { SeenRequest } from '../request';
import type { Item, World } from '../world';
import { DEFAULT_FILE_FIELDS, FILE_SHAPE, toDriveFile, visibleItem } from './drive-file';
import { select } from './field-selection';
import { flag, readFields, readQuery, STANDARD_PARAMETERS } from './read-query';

export const getParameters = z.strictObject({
  ...STANDARD_PARAMETERS,
  supportsAllDrives: flag,
  acknowledgeAbuse: flag,
});

/** GET /drive/v3/files/{fileId}: the metadata, or with `alt=media` the bytes. */
export function getFile(world: World, request: SeenRequest): Answer {
  const query = readQuery(getParameters, request);
  const item = visibleItem(world, request.params.fileId ?? '', query.supportsAllDrives);
  if (query.alt === 'media') return downloadFile(item, request.byteRange);
  const selection = readFields(query.fields ?? DEFAULT_FILE_FIELDS, FILE_SHAPE, request);
  return jsonAnswer(200, Object(select(toDriveFile(item, world), selection)));
}

function downloadFile({ is }: Item, byteRange: string | null): Answer {
  if (is.kind !== 'file') throw notDownloadable();
  const { size } = is.content;
  const from = /^bytes=(\d+)-$/.exec(byteRange ?? '')?.[1];
  const start = Number(from ?? 0);
  if (from !== undefined && start >= size) throw rangeNotSatisfiable(size);
  return {
    status: from === undefined ? 200 : 206,
    headers: {
      'Content-Type': is.mimeType,
      ...(from !== undefined && { 'Content-Range': `bytes ${start}-${size - 1}/${size}` }),
    },
    body: { bytes: size - start, open: () => is.content.open(start) },
  };
}

function notDownloadable(): Refusal {
  return driveRefusal(403, {
    reason: 'fileNotDownloadable',
    message: 'Only files with binary content can be downloaded. Use Export with Docs Editors files.',
    parameter: 'alt',
  });
}

function rangeNotSatisfiable(size: number): Refusal {
  return driveRefusal(
    416,
    { reason: 'requestedRangeNotSatisfiable', message: 'Request range not satisfiable' },
    { 'Content-Range': `bytes */${size}` },
  );
}
