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

/** Headers of a download. They are removed where the answer is a problem. */
const FILE_HEADERS = ['Content-Disposition', 'ETag', 'Accept-Ranges'];

/**
 * Sends a report's file as a download, or the range that was requested.
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
    // The file may be a copy, so its time means nothing. The ETag is enough.
    const given = { dotfiles: 'allow', cacheControl: false, lastModified: false } as const;
    const options = { ...given, acceptRanges, headers };
    res.sendFile(path, options, (error) => {
      // After the headers, an error means that the client has disconnected.
      if (!error || res.headersSent) return resolve();
      for (const header of FILE_HEADERS) res.removeHeader(header);
      reject(toRangeProblem(error) ?? error);
    });
  });
}

/** A finished report's file never changes. A compressible answer has an ETag of its own. */
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
  return new ApiProblem(
    'range-not-satisfiable',
    `The file has ${length} bytes. The requested range is outside of them.`,
    {
      headers: data.headers,
    },
  );
}

function fileNameOf({ id, pins }: ReportStatus, format: ReportFormat): string {
  const asOf = pins ? `${formatInstant(pins.asOfMicros).slice(0, 10)}-` : '';
  return `loopwatch-report-${asOf}${id.slice(0, 8)}.${format}`;
}

/** The report's file in a format. @throws ApiProblem that says why there is none */
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

/** The path of a file that has its recorded size. @throws LoopwatchError STORAGE_DAMAGED */
async function pathOfWhole(blobs: ApiPorts['blobs'], { key, sizeBytes }: RenderedFile): Promise<string> {
  const path = await blobs.localPath(key);
  const { size } = await stat(path);
  if (size === sizeBytes) return path;
  throw new LoopwatchError(
    'STORAGE_DAMAGED',
    `The stored file ${key} has ${size} bytes instead of ${sizeBytes}`,
    'Restore the data folder from its backup, or request the report again.',
  );
}
