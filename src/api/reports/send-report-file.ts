import { stat } from 'node:fs/promises';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { LoopwatchError } from '../../contract/errors';
import { FORMAT_FACTS, type ReportFormat } from '../../contract/formats';
import type { RenderedFile } from '../../contract/report';
import { formatInstant } from '../../domain/time/instants';
import { mayCompress } from '../http/compress';
import { ApiProblem } from '../http/problem';
import type { ApiPorts } from '../ports';
import type { ReportStatus } from './report-status';
import { requireCompleted } from './require-completed';

/** The OpenAPI description of a report's file in one of these formats. */
export function reportFileContent(formats: readonly ReportFormat[]) {
  return Object.fromEntries(
    formats.map((format) => {
      const mediaType = FORMAT_FACTS[format].mediaType.replace(/;.*/, '');
      const type = mediaType === 'application/json' ? ('object' as const) : ('string' as const);
      return [mediaType, { schema: { type } }];
    }),
  );
}

/** What a download says of its file; taken back where a problem is the answer. */
const FILE_HEADERS = ['Content-Disposition', 'ETag', 'Accept-Ranges'];

/**
 * Streams a report's file as a download, or the part that Range asks for.
 * @throws ApiProblem where there is none, and why. @throws LoopwatchError STORAGE_DAMAGED
 */
export async function sendReportFile(
  { blobs }: Pick<ApiPorts, 'blobs'>,
  status: ReportStatus,
  format: ReportFormat,
  res: Response,
): Promise<void> {
  const path = await pathOfWhole(blobs, requireFile(status, format));
  const name = fileNameOf(status, format);
  await new Promise<void>((resolve, reject) => {
    const headers = {
      'Content-Type': FORMAT_FACTS[format].mediaType,
      'Content-Disposition': `attachment; filename="${name}"; filename*=UTF-8''${name}`,
      'Cache-Control': 'private, no-cache',
      ETag: etagOf(status, format, res.req),
    };
    const acceptRanges = res.req.method !== 'POST';
    // Of a copy of what lies elsewhere the time says nothing; the tag says all.
    const given = { dotfiles: 'allow', cacheControl: false, lastModified: false } as const;
    const options = { ...given, acceptRanges, headers };
    res.sendFile(path, options, (error) => {
      // Once the headers are out, the reader has gone away: nobody is left to tell.
      if (!error || res.headersSent) return resolve();
      for (const header of FILE_HEADERS) res.removeHeader(header);
      reject(toRangeProblem(error) ?? error);
    });
  });
}

/** A finished report's file never changes; what may reach its asker compressed is another thing, and says so. */
function etagOf({ id }: ReportStatus, format: ReportFormat, req: Request): string {
  return FORMAT_FACTS[format].isText && mayCompress(req)
    ? `W/"${id}.${format}.compressible"`
    : `"${id}.${format}"`;
}

const rangeErrorSchema = z.object({
  status: z.literal(416),
  headers: z.object({ 'Content-Range': z.string() }),
});

function toRangeProblem(error: unknown): ApiProblem | null {
  const { data } = rangeErrorSchema.safeParse(error);
  if (!data) return null;
  const length = data.headers['Content-Range'].replace('bytes */', '');
  return new ApiProblem('range-not-satisfiable', `The file has ${length} bytes; Range asks for others.`, {
    headers: data.headers,
  });
}

function fileNameOf({ id, pins }: ReportStatus, format: ReportFormat): string {
  const asOf = pins ? `${formatInstant(pins.asOfMicros).slice(0, 10)}-` : '';
  return `loopwatch-report-${asOf}${id.slice(0, 8)}.${format}`;
}

/** A report's file of a format. @throws ApiProblem where there is none, and why. */
function requireFile(status: ReportStatus, format: ReportFormat): RenderedFile {
  requireCompleted(status);
  const file = status.files.find((each) => each.format === format);
  if (file) return file;
  const made = status.files.map((each) => each.format).join(', ') || 'none';
  throw new ApiProblem(
    'format-not-made',
    `Report ${status.id} was not made as ${format}. It was made as: ${made}.`,
  );
}

/** Where a report's file is, as long as it was when it was made. @throws LoopwatchError STORAGE_DAMAGED */
async function pathOfWhole(blobs: ApiPorts['blobs'], { key, sizeBytes }: RenderedFile): Promise<string> {
  const path = await blobs.localPath(key);
  const { size } = await stat(path);
  if (size === sizeBytes) return path;
  throw new LoopwatchError(
    'STORAGE_DAMAGED',
    `The stored file ${key} has ${size} bytes instead of ${sizeBytes}`,
    'Restore the data folder from its backup, or ask for the report again.',
  );
}
